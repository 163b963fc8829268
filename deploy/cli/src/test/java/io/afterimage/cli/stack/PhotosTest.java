package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job with the real classifier, real models and 3,250 real photos of cats and dogs, in the folder that
 * {@code -Dafterimage.shared} names. A long test: {@code mvn verify -Dafterimage.tests.excluded=none
 * -Dafterimage.shared=DIR}, after a build, since it starts what the build made.
 */
@Tag("long")
class PhotosTest {
    private static final Path DATA =
            Path.of(System.getProperty("afterimage.shared", "")).resolve("data");
    private static final Path MODELS = DATA.resolve("models");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PHOTOS = 3250;

    private final Installed afterimage =
            new Installed(Path.of("../..").toAbsolutePath().normalize());

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void up() throws Exception {
        Installed.Ended up = run(
                "up",
                "--detach",
                "--port",
                Integer.toString(Installed.freePorts()),
                "--model",
                MODELS.resolve("mobilenetv2-12-rebuilt.onnx").toString(),
                "--labels",
                MODELS.resolve("imagenet_labels.txt").toString(),
                "--preset",
                "imagenet");
        assertThat(up.code())
                .as("%s%n%s", up.output(), Files.readString(folder.resolve("logs/supervisor.log")))
                .isZero();
    }

    @AfterEach
    void down() throws Exception {
        run("down");
    }

    @Test
    void eachPhotoIsLabelledOnceAndMostAreOfTheRightKind() throws Exception {
        Map<String, String> photos = feed();

        Map<String, JsonNode> labels = labels();

        assertThat(labels.keySet()).isEqualTo(photos.keySet());
        assertThat(shareOfTheRightKind(photos, labels)).isGreaterThan(0.8);
    }

    @Test
    void noPhotoIsLostOrDoubledWhileTheClassifierIsKilledAndModelsAreSwapped() throws Exception {
        assertThat(run(
                                "models",
                                "import",
                                MODELS.resolve("squeezenet1.1.onnx").toString(),
                                "--labels",
                                MODELS.resolve("imagenet_labels.txt").toString(),
                                "--preset",
                                "imagenet",
                                "--no-promote")
                        .code())
                .isZero();
        CompletableFuture<Map<String, String>> feeding = CompletableFuture.supplyAsync(this::feed);
        for (int kill = 0; kill < 3; kill++) {
            awaitLabels(300 + 900 * kill);
            killClassifier();
            assertThat(run("models", "promote", kill % 2 == 0 ? "2" : "1").code())
                    .isZero();
        }
        Map<String, String> photos = feeding.get(5, TimeUnit.MINUTES);

        Map<String, JsonNode> labels = labels();

        assertThat(labels.keySet()).isEqualTo(photos.keySet());
        assertThat(labels.values())
                .extracting(label -> label.get("model").asText())
                .containsOnlyElementsOf(versions());
        assertThat(labels.values().stream()
                        .map(label -> label.get("model").asText())
                        .distinct())
                .hasSize(2);
    }

    /** Sends all photos and waits until each is answered; their paths by id. */
    private Map<String, String> feed() {
        Installed.Ended fed = run("feed", DATA.resolve("cats-dogs").toString(), "--wait", "--json");
        assertThat(fed.code()).as(fed.output()).isZero();
        return json(fed).collect(Collectors.toMap(line -> line.get("id").asText(), line -> line.get("path")
                .asText()));
    }

    /** All labels by id. Fails on a second label for one id. */
    private Map<String, JsonNode> labels() {
        Installed.Ended watched = run("watch", "--count", Integer.toString(PHOTOS), "--timeout", "60", "--json");
        assertThat(watched.code()).isZero();
        Map<String, JsonNode> labels = new HashMap<>();
        json(watched).forEach(label -> assertThat(labels.put(label.get("id").asText(), label))
                .isNull());
        Installed.Ended oneMore = run("watch", "--count", Integer.toString(PHOTOS + 1), "--timeout", "5", "--json");
        assertThat(oneMore.code()).as("there is no further label").isEqualTo(1);
        return labels;
    }

    private List<String> versions() {
        return json(run("models", "list", "--json"))
                .map(model -> model.get("sha256").asText())
                .toList();
    }

    private void awaitLabels(int count) {
        assertThat(run("watch", "--count", Integer.toString(count), "--timeout", "90", "--json")
                        .code())
                .isZero();
    }

    private void killClassifier() throws Exception {
        StackFile.Pid classifier = StackFile.read(folder).orElseThrow().services().stream()
                .filter(service -> service.name().equals("classifier"))
                .findFirst()
                .orElseThrow()
                .process();
        classifier.handle().orElseThrow().destroyForcibly();
        Until.holds("the classifier is gone", () -> classifier.handle().isEmpty());
    }

    private static double shareOfTheRightKind(Map<String, String> photos, Map<String, JsonNode> labels)
            throws IOException {
        List<String> names = Files.readAllLines(MODELS.resolve("imagenet_labels.txt"));
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

    private static Stream<JsonNode> json(Installed.Ended ended) {
        return ended.output().lines().filter(line -> line.startsWith("{")).map(PhotosTest::parse);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Installed.Ended run(String... arguments) {
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                .toList();
        try {
            return afterimage.run(all.toArray(String[]::new));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
