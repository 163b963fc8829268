package io.afterimage.trainer.run;

import io.afterimage.model.OnnxFile;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.Store.Kind;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.gate.TestUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where runs take from and look: the data set, the log of models and the store. Blocks on them.
 *
 * @param dataSet freezes the data set as it is now
 * @param models reads the log of models
 */
public record Surroundings(Supplier<Snapshot> dataSet, Supplier<ModelHistory> models, Store store) {
    /** All that a run is made from. */
    RunSource freeze() {
        Snapshot snapshot = dataSet.get();
        ModelHistory history = models.get();
        Optional<ModelVersion> live = history.live();
        TestUse use = TestUse.next(history);
        return new RunSource(snapshot, live.map(ModelVersion::version).orElse(""), use);
    }

    /** Copies the file of a version, which may be larger than what the trainer has of memory. */
    void copy(String version, Path target) throws IOException, RunFailedException {
        try {
            store.copy(Kind.MODEL, version, OnnxFile.LARGEST, target);
        } catch (StoreException e) {
            throw new RunFailedException(
                    "PARENT_UNTRAINABLE",
                    "the live model cannot be read from the store: " + e.getMessage() + "; import it again");
        }
    }

    /** Whether a version is in the log. */
    boolean knows(String version) {
        return models.get().find(version).isPresent();
    }
}
