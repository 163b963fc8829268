package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.TestTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTemporaryFolderGoesWithAllThatIsInIt() throws IOException {
        Path data;
        try (DemoFolder demo = DemoFolder.of(Optional.empty())) {
            data = demo.data();
            Files.createDirectories(data.resolve("broker"));
            Files.writeString(demo.log(), "up");
        }

        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void aNamedFolderIsKept() throws IOException {
        Path data = folder.resolve("data");
        try (DemoFolder demo = DemoFolder.of(Optional.of(data))) {
            Files.createDirectories(demo.data());
        }

        assertThat(data).exists();
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() {
        TestTask.Run run = TestTask.command("demo", "--data", folder.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(folder + " is there already: ");
    }

    @Test
    void aWrongPortIsAMatterOfUsage() {
        assertThat(TestTask.command("demo", "--port", "65534").code()).isEqualTo(2);
    }
}
