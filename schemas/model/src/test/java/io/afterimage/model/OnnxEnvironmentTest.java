package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEnvironmentTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aLongCommandLineDoesNotEndTheProcess() throws IOException, InterruptedException {
        File said = folder.resolve("said").toFile();
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opening.class.getName(),
                        "a".repeat(30_000))
                .redirectErrorStream(true)
                .redirectOutput(said);
        java.environment().remove("ORT_DISABLE_TELEMETRY");
        java.environment().put("XDG_CACHE_HOME", folder.toString());

        Process process = java.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("exit code, with the output in %s", said)
                .isZero();
    }

    /** What the process does. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            OnnxSession.environment();
        }
    }
}
