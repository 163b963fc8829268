package io.afterimage.trainer.run;

import io.afterimage.trainer.finetune.Cache;
import io.afterimage.trainer.finetune.Settings;
import java.nio.file.Path;

/**
 * What a child shall do. All else lies in its folder.
 *
 * @param live version to begin with and to compare with; empty if none is live
 * @param cache of features, which outlives the run
 * @param cacheBytes most that it may hold
 */
record RunOrder(Settings settings, String live, Path cache, long cacheBytes) {
    Cache openCache() {
        return new Cache(cache, cacheBytes);
    }
}
