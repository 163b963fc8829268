package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.TestTask;
import io.afterimage.model.TestModels;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.scenes.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter model as it lies in the repository. */
@Tag("broker")
class StarterModelTest {
    private static final long MOST_BYTES = 4 << 20;

    private final StarterModel starter =
            new StarterModel(new Installation(Path.of("../..").toAbsolutePath().normalize()).starter());

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void makeTopics() {
        task = TestTask.create(folder);
    }

    @Test
    void whereNothingIsLiveItBecomesLiveOnce() throws IOException {
        makeLive();
        makeLive();

        ModelVersion live = history().live().orElseThrow();
        assertThat(live.name()).isEqualTo(StarterModel.NAME);
        assertThat(live.labels())
                .containsExactlyInAnyOrderElementsOf(
                        Sign.known().stream().map(Sign::label).toList());
        assertThat(history().promotions()).hasSize(1);
        assertThat(Files.size(starter.file())).isLessThan(MOST_BYTES);
    }

    @Test
    void whatIsLiveStaysLive() throws IOException {
        Path model = Files.write(
                folder.resolve("own.onnx"), TestModels.averageAndGemm(0).build().toByteArray());
        Path labels = Files.writeString(folder.resolve("own.txt"), "red\ngreen\nblue\n");
        assertThat(task.run("models", "import", model.toString(), "--labels", labels.toString(), "--preset", "imagenet")
                        .code())
                .isZero();

        makeLive();

        assertThat(history().versions())
                .singleElement()
                .extracting(ModelVersion::name)
                .isEqualTo("own");
    }

    private void makeLive() {
        starter.makeLive(task.client(), task.topics(), new Store(task.store()));
    }

    private ModelHistory history() {
        return new ModelLog(task.client(), task.topics().models(), Duration.ofSeconds(20), Clock.systemUTC()).read();
    }
}
