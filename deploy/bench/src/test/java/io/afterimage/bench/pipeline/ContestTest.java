package io.afterimage.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.rig.LightLoad;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.Task;
import io.afterimage.bench.rig.TestHome;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.ModelImport;
import io.afterimage.cli.models.Promote;
import io.afterimage.model.TestModels;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All three contestants in their processes, with a real broker, few images and a tiny model. */
@Tag("long")
class ContestTest {
    private static final int PARTITIONS = 2;
    private static final int WARM_UP = 10;
    private static final int COUNT = 40;
    private static final Simulation SIMULATION = Simulation.parse("2ms+1ms,4");

    @TempDir
    private Path folder = Path.of("");

    private Rig rig;
    private Photos photos;

    @BeforeEach
    void start() throws Exception {
        TestHome home = TestHome.in(folder.resolve("home"), AssembledMain.class);
        photos = Photos.in(home.images());
        rig = home.start("cpu");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void eachContestantAnswersEachImageOnce() throws Exception {
        Task task = rig.task("contest.", PARTITIONS);
        ModelVersion model = importModel(task);
        Loader loader = new Loader(photos, task.store());
        List<String> ids = loader.fill(task.client(), task.topics(), WARM_UP + COUNT);
        Contest contest = new Contest(
                rig,
                task,
                model,
                ids,
                new Contest.Size(WARM_UP, COUNT, COUNT, 1),
                new SimulatedProgram(task, SIMULATION),
                SIMULATION.text(),
                said -> {});

        Contest.Results results = contest.run(
                new Ceiling(rig, task.packageOf(model), photos, SIMULATION.text()), new Setting(1, 1, 1), 1);

        assertThat(results.lost()).isZero();
        assertThat(results.doubled()).isZero();
        assertThat(results.ceiling()).singleElement().satisfies(rates -> assertThat(rates.perSecond())
                .isPositive());
        assertThat(results.meanBatch().orElseThrow()).isBetween(1.0, 4.0);
        assertThat(results.naive()).hasSize(1);
        assertThat(results.ours()).hasSize(1);
    }

    @Test
    void aLightLoadHasATimeForEachImage() throws Exception {
        Task task = rig.task("light.", PARTITIONS);
        var unused = importModel(task);
        LightLoad load = new LightLoad(task.client(), task.topics(), new Loader(photos, task.store()));
        ChildProcess classifier = new SimulatedProgram(task, SIMULATION).start();
        try {
            load.warmUp(WARM_UP);

            Latencies latencies = load.run(100, COUNT);

            assertThat(latencies.count()).isEqualTo(COUNT);
            assertThat(latencies.millis(100)).isGreaterThanOrEqualTo(latencies.millis(50));
        } finally {
            classifier.stop(Duration.ofSeconds(20));
        }
    }

    private ModelVersion importModel(Task task) throws IOException {
        Path file = Files.write(folder.resolve("colours.onnx"), TestModels.colours());
        return ModelImport.importFile(
                file, null, new ImportSettings(), task.client(), task.topics(), task.store(), Promote.ALWAYS, "test");
    }
}
