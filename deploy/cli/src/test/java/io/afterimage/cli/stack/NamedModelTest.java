package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.TestTask;
import io.afterimage.cli.models.ImportSettings;
import io.afterimage.model.TestModels;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("broker")
class NamedModelTest {
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void makeTopics() {
        task = TestTask.create(folder);
    }

    @Test
    void itBecomesLiveInsteadOfAnother() throws IOException {
        makeLive(0);
        makeLive(1);

        assertThat(live()).isEqualTo(2);
        assertThat(said).isEmpty();
    }

    @Test
    void startedAgainAStackKeepsWhatCameLater() throws IOException {
        makeLive(0);
        makeLive(1);

        Path first = makeLive(0);

        assertThat(live()).isEqualTo(2);
        assertThat(said)
                .containsExactly(first + " is version 1 already, and version 2 stays live. Instead of it: afterimage"
                        + " models promote 1");
    }

    @Test
    void startedAgainAfterARollbackItIsLiveAndNothingIsSaid() throws IOException {
        makeLive(0);
        makeLive(1);
        assertThat(task.run("models", "rollback").code()).isZero();

        makeLive(0);

        assertThat(live()).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    private Path makeLive(int seed) throws IOException {
        Path file = Files.write(
                folder.resolve(seed + ".onnx"),
                TestModels.averageAndGemm(seed).build().toByteArray());
        Path labels = Files.writeString(folder.resolve("colours.txt"), "red\ngreen\nblue\n");
        new NamedModel(
                        file,
                        labels,
                        CommandLine.populateCommand(new ImportSettings(), "--preset", "imagenet"),
                        said::add)
                .makeLive(task.client(), task.topics(), new Store(task.store()));
        return file;
    }

    private int live() {
        return new ModelLog(task.client(), task.topics().models(), Duration.ofSeconds(20), Clock.systemUTC())
                .read()
                .live()
                .map(ModelVersion::number)
                .orElseThrow();
    }
}
