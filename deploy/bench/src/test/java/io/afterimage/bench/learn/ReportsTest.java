package io.afterimage.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void splitsOfOneTrainingAreOneRowWithTheirDeviation() {
        Map<Rung, JsonNode> measured = new LinkedHashMap<>();
        measured.put(new Rung("models/small.onnx", "head", 10, 1), rung(.9, 8));
        measured.put(new Rung("models/small.onnx", "head", 10, 2), rung(.96, 0));
        measured.put(new Rung("", "mlp", 0, 1), rung(.6, 0));

        LadderReport report = LadderReport.of(measured);

        assertThat(report.table().text().lines().skip(2))
                .containsExactly(
                        "| small        | head | 10               | 93.00      | 4.24      | 90.00  | 2      | 1234       | 8.00              | 1.50       |",
                        "| from scratch | mlp  | all              | 60.00      | 0.00      | 60.00  | 1      | 1234       | 0.00              | 1.50       |");
        assertThat(report.figures().values()).containsEntry("small_head_10_accuracy", .93);
    }

    @Test
    void aCourseThatWasNeverGoodEnoughCountsWithAllLabels() throws Exception {
        JsonNode all = JSON.readTree("{\"labels\": 1000, \"accuracy\": 0.97}");
        JsonNode quick = JSON.readTree("{\"needed\": 100}");
        JsonNode never = JSON.readTree("{\"points\": []}");

        ActiveReport report = new ActiveReport(
                List.of(new ActiveReport.Split(all, quick, never), new ActiveReport.Split(all, quick, quick)));

        assertThat(report.figures().values())
                .containsEntry("needed_as_the_queue_asks", 100.0)
                .containsEntry("needed_at_random", 550.0)
                .containsEntry("times_as_many_at_random", 5.5)
                .containsEntry("never_at_random", 1L);
        assertThat(report.table().text()).contains("as the queue asks", "at random");
    }

    @Test
    void aTrainingIsALineForPrograms() {
        Map<String, Object> line = LadderReport.line(new Rung("models/small.onnx", "head", 10, 2), rung(.9512345, 8));

        assertThat(line.keySet()).containsExactly("rung", "seed", "accuracy", "seconds", "parameters", "model", "test");
        assertThat(line)
                .containsEntry("rung", "head-10")
                .containsEntry("seed", 2)
                .containsEntry("accuracy", .9512)
                .containsEntry("seconds", 10.0)
                .containsEntry("parameters", 1234L);
    }

    @Test
    void aModelIsNamedWhereThereAreSeveral() {
        Map<Rung, JsonNode> measured = new LinkedHashMap<>();
        measured.put(new Rung("", "mlp", 0, 1), rung(.6, 0));
        measured.put(new Rung("models/small.onnx", "head", 0, 1), rung(.9, 8));
        assertThat(LadderReport.of(measured).lines())
                .extracting(LadderPicture.Line::name)
                .containsExactly("mlp", "head");

        measured.put(new Rung("models/large.onnx", "head", 0, 1), rung(.95, 8));
        assertThat(LadderReport.of(measured).lines())
                .extracting(LadderPicture.Line::name)
                .containsExactly("mlp", "head small", "head large");
        assertThat(LadderReport.of(measured).lines().get(0).losses()).containsExactly(.7, .5);
    }

    @Test
    void aNetworkFromScratchSeesVariedImagesOnlyWhereThatIsSaid() {
        assertThat(new Rung("", "cnn", 0, 1).settings()).isEqualTo(Map.of("preset", "cnn", "augment", false));
        assertThat(new Rung("", "cnn+augmentation", 0, 1).settings())
                .isEqualTo(Map.of("preset", "cnn", "augment", true));
        assertThat(new Rung("m.onnx", "finetune", 0, 1).settings()).isEqualTo(Map.of("preset", "finetune"));
        assertThat(Rung.isKnown("head+augmentation")).isTrue();
        assertThat(Rung.isKnown("auto")).isFalse();
    }

    @Test
    void theLargestFallIsFromWhatWasLiveBefore() throws Exception {
        NoiseReport report =
                new NoiseReport(List.of(noise("promoted", .95), noise("rejected", .97), noise("promoted", .96)));

        assertThat(report.largestFall()).isBetween(.99, 1.01);
        assertThat(report.figures().values()).containsEntry("promoted", 1L).containsEntry("rejected", 1L);
    }

    @Test
    void aSeedGivesTheSameMomentsAndHalfOfThemAreTheService() {
        List<KillMoment> moments = KillMoment.draw(5, 20);

        assertThat(KillMoment.draw(5, 10)).isEqualTo(moments.subList(0, 10));
        assertThat(KillMoment.draw(6, 20)).isNotEqualTo(moments);
        assertThat(moments).filteredOn(KillMoment::service).hasSize(10);
        assertThat(moments).extracting(KillMoment::share).allMatch(share -> share >= 0 && share < 1.1);
    }

    @Test
    void halfAFileAndAVersionWithoutOneAreFound() throws Exception {
        String whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        String half = "cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34";
        Files.writeString(folder.resolve(whole), "abc");
        assertThat(StoreCheck.files(folder)).isEmpty();
        assertThat(StoreCheck.log(List.of(version(whole, "live")), folder)).isEmpty();

        Files.writeString(folder.resolve(half), "ab");

        assertThat(StoreCheck.files(folder)).containsExactly("half a file: " + half);
        assertThat(StoreCheck.log(List.of(version("f".repeat(64), "published")), folder))
                .containsExactly("no file of version 1", "0 live versions");
    }

    private static JsonNode rung(double accuracy, double features) {
        return JSON.valueToTree(Map.of(
                "accuracy",
                accuracy,
                "seconds",
                Map.of("features", features, "training", 1.5),
                "seconds_in_all",
                features + 2,
                "parameters",
                1234,
                "test",
                100,
                "curve",
                List.of(.7, .5)));
    }

    private static JsonNode noise(String verdict, double accuracy) {
        return JSON.valueToTree(Map.of("verdict", verdict, "accuracy_of_live", accuracy));
    }

    private static JsonNode version(String sha256, String state) {
        return JSON.valueToTree(Map.of("version", 1, "sha256", sha256, "state", state));
    }
}
