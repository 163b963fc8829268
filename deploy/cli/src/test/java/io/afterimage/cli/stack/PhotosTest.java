package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job with the real classifier, real models and 3,250 real photos of cats and dogs, in the folder that
 * {@code -Dafterimage.shared} names. A long test: {@code mvn verify -Dtests.excluded=none
 * -Dafterimage.shared=DIR}, after a build, since it starts what the build made.
 */
@Tag("long")
class PhotosTest {
    private static final int PHOTOS = 3250;

    private final RealStack stack;

    PhotosTest(@TempDir Path folder) {
        stack = new RealStack(folder);
    }

    @BeforeEach
    void up() throws IOException {
        stack.up("mobilenetv2-12-rebuilt.onnx");
    }

    @AfterEach
    void down() {
        stack.down();
    }

    @Test
    void eachPhotoIsLabelledOnceAndMostAreOfTheRightKind() throws Exception {
        Map<String, String> photos = feed();

        Map<String, JsonNode> labels = stack.labels(PHOTOS);

        assertThat(labels.keySet()).isEqualTo(photos.keySet());
        assertThat(shareOfTheRightKind(photos, labels)).isGreaterThan(0.8);
    }

    @Test
    void noPhotoIsLostOrDoubledWhileTheClassifierIsKilledAndModelsAreSwapped() throws Exception {
        assertThat(stack.run(
                                "models",
                                "import",
                                RealStack.model("squeezenet1.1.onnx"),
                                "--labels",
                                RealStack.LABELS.toString(),
                                "--preset",
                                "imagenet",
                                "--no-promote")
                        .code())
                .isZero();
        CompletableFuture<Map<String, String>> feeding = CompletableFuture.supplyAsync(this::feed);
        for (int kill = 0; kill < 3; kill++) {
            awaitLabels(300 + 900 * kill);
            killClassifier();
            assertThat(stack.run("models", "promote", kill % 2 == 0 ? "2" : "1").code())
                    .isZero();
        }
        Map<String, String> photos = feeding.get(5, TimeUnit.MINUTES);

        Map<String, JsonNode> labels = stack.labels(PHOTOS);

        assertThat(labels.keySet()).isEqualTo(photos.keySet());
        assertThat(labels.values())
                .extracting(label -> label.get("model").asText())
                .containsOnlyElementsOf(versions());
        assertThat(labels.values().stream()
                        .map(label -> label.get("model").asText())
                        .distinct())
                .hasSize(2);
    }

    private Map<String, String> feed() {
        return stack.feed(RealStack.DATA.resolve("cats-dogs"));
    }

    private List<String> versions() {
        return RealStack.json(stack.run("models", "list", "--json")).stream()
                .map(model -> model.get("sha256").asText())
                .toList();
    }

    private void awaitLabels(int count) {
        assertThat(stack.run("watch", "--count", Integer.toString(count), "--timeout", "90", "--json")
                        .code())
                .isZero();
    }

    private void killClassifier() throws Exception {
        StackFile.Pid classifier = stack.classifier();
        classifier.handle().orElseThrow().destroyForcibly();
        Until.holds("the classifier is gone", () -> classifier.handle().isEmpty());
    }

    private static double shareOfTheRightKind(Map<String, String> photos, Map<String, JsonNode> labels)
            throws IOException {
        List<String> names = Files.readAllLines(RealStack.LABELS);
        List<String> cats = IntStream.rangeClosed(281, 285).mapToObj(names::get).toList();
        List<String> dogs = IntStream.rangeClosed(151, 268).mapToObj(names::get).toList();
        long right = photos.entrySet().stream()
                .filter(photo -> (photo.getValue().contains("/cat/") ? cats : dogs)
                        .contains(Objects.requireNonNull(labels.get(photo.getKey()))
                                .get("label")
                                .asText()))
                .count();
        double share = right / (double) photos.size();
        System.out.println("photos of the right kind: " + right + " of " + photos.size());
        return share;
    }
}
