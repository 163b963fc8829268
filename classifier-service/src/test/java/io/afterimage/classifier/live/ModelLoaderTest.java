package io.afterimage.classifier.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.model.TestModels;
import io.afterimage.model.device.CpuDevice;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.trial.Trial;
import io.afterimage.model.trial.TrialLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version is tried in a child process before this one opens it. */
class ModelLoaderTest {
    private final byte[] file = TestModels.colours();

    @TempDir
    private Path folder;

    @Test
    void aVersionThatPassesItsTrialIsOpened() throws Exception {
        ModelVersion version = stored();
        try (LiveModel model = loader(TrialLimits.DEFAULT).load(version)) {
            assertThat(model.version()).isEqualTo(version.version());
        }
    }

    @Test
    void aVersionWhoseTrialTakesTooLongIsRefused() throws Exception {
        ModelVersion version = stored();
        ModelLoader loader = loader(new TrialLimits(Duration.ofNanos(1), 1 << 30));
        assertThatThrownBy(() -> loader.load(version))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("trial run took over");
    }

    private ModelLoader loader(TrialLimits limits) {
        return new ModelLoader(new Store(folder), new Trial(limits), CpuDevice::new);
    }

    private ModelVersion stored() throws Exception {
        String version = new Store(folder).put(Store.Kind.MODEL, file);
        return new ModelVersion(
                1, version, "colours", file.length, "", List.of(), ModelVersion.State.LIVE, Instant.EPOCH, null);
    }
}
