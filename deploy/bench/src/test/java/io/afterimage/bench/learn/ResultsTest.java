package io.afterimage.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() throws Exception {
        Path file = folder.resolve("results.jsonl");

        Results.in(file).of("head", () -> Map.of("accuracy", .98));

        assertThat(Results.in(file)
                        .of("head", () -> Map.of("accuracy", .5))
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(.98);
        assertThat(Results.in(file)
                        .of("mlp", () -> Map.of("accuracy", .5))
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(.5);
    }

    @Test
    void aLineThatWasCutOffIsMeasuredAgainAndHurtsNoOther() throws Exception {
        Path file = folder.resolve("results.jsonl");
        Results.in(file).of("head", () -> Map.of("accuracy", .98));
        Files.writeString(file, "{\"key\":\"mlp\",\"accu", StandardOpenOption.APPEND);

        Results.in(file).of("mlp", () -> Map.of("accuracy", .6));

        Results again = Results.in(file);
        assertThat(again.find("head").orElseThrow().path("accuracy").asDouble()).isEqualTo(.98);
        assertThat(again.find("mlp").orElseThrow().path("accuracy").asDouble()).isEqualTo(.6);
    }

    @Test
    void twoFoldersOfOneNameAreNotTheSame() {
        Path cifar = folder.resolve("cifar10/train");

        assertThat(Results.named(cifar)).startsWith("train@").isEqualTo(Results.named(cifar.resolve("../train")));
        assertThat(Results.named(cifar)).isNotEqualTo(Results.named(folder.resolve("mnist/train")));
    }
}
