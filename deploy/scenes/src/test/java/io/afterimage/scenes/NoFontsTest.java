package io.afterimage.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without any font draws the same pictures: Java's fonts are never even looked for. */
class NoFontsTest {
    @TempDir
    private Path folder = Path.of("");

    /** Draws every sign in every condition. */
    static final class DrawAll {
        private DrawAll() {}

        public static void main(String[] arguments) {
            try (SceneCamera camera = new SceneCamera()) {
                for (Sign sign : Sign.values()) {
                    for (Condition condition : Condition.ALL) {
                        camera.shoot(new Scene(sign, condition, 0, 1));
                    }
                }
            }
        }
    }

    @Test
    void javaLoadsNoFontToDrawWith() throws Exception {
        Path log = folder.resolve("classes.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DrawAll.class.getName()))
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(log))
                .contains(SceneCamera.class.getName())
                .doesNotContain("FontManager", "FontConfiguration", "sun.font.Font2D", "sun.font.FontStrike");
    }
}
