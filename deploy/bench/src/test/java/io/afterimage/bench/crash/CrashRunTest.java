package io.afterimage.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.Task;
import io.afterimage.bench.rig.TestHome;
import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.ModelImport;
import io.afterimage.cli.models.Promote;
import io.afterimage.model.TestModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The least of {@code bench crash}: two classifiers at full load, killed like the broker, with a real broker. */
@Tag("long")
class CrashRunTest {
    private static final int IMAGES = 600;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whoeverIsKilledEachImageHasOneLabel() throws Exception {
        long seed = new Random().nextLong();
        TestHome home = TestHome.in(folder.resolve("home"), SlowClassifier.class);
        try (Rig rig = home.start("cuda:0")) {
            Task task = rig.task("crash.", 8);
            Path file = Files.write(folder.resolve("colours.onnx"), TestModels.colours());
            var unused = ModelImport.importFile(
                    file,
                    null,
                    new ImportSettings(),
                    task.client(),
                    task.topics(),
                    task.store(),
                    Promote.ALWAYS,
                    "test");
            Loader loader = new Loader(Photos.in(home.images()), task.store());
            Ledger ledger = new Ledger(loader.fill(task.client(), task.topics(), IMAGES));

            int kills = new CrashRun(rig, task, said -> {}).run(ledger, 2, 1, seed);

            assertThat(kills).as("kills, seed %d", seed).isGreaterThan(1);
            assertThat(ledger.exact())
                    .as(
                            "seed %d: %d labelled of %d, %d doubled, %d dead letters, missing %s",
                            seed, ledger.labelled(), IMAGES, ledger.doubled(), ledger.rejected(), ledger.someLost())
                    .isTrue();
        }
    }
}
