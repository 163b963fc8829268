package io.afterimage.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.scenes.Sign;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What simulated cameras see, sent as any other feed is. */
@Tag("broker")
class SimulatedFeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void makeTopics() {
        task = TestTask.create(folder);
    }

    @Test
    void camerasSeeSignsByTurnsEachAsAFeedOfItsOwn() throws IOException {
        Run run = simulate("--count", "12", "--cameras", "3", "--source", "road", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Sent 12 images");
        List<ConsumerRecord<byte[], byte[]>> records = task.read(task.topics().images());
        assertThat(records).allSatisfy(record -> {
            ImageEvent event = event(record);
            assertThat(ImageEvents.check(event)).isEmpty();
            assertThat(event.getContinuous()).isTrue();
            assertThat(event.getMediaType()).isEqualTo("image/jpeg");
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(event.getSource());
        });
        assertThat(events().collect(Collectors.groupingBy(ImageEvent::getSource, Collectors.counting())))
                .isEqualTo(Map.of("road-1", 4L, "road-2", 4L, "road-3", 4L));
        Map<String, String> paths = new HashMap<>();
        for (String line : run.out()) {
            JsonNode json = JSON.readTree(line);
            paths.put(json.get("id").asText(), json.get("path").asText());
        }
        assertThat(events().collect(Collectors.toMap(ImageEvent::getId, SimulatedFeedTest::path)))
                .isEqualTo(paths);
    }

    @Test
    void theSameSeedGivesTheSameImagesAndAnotherOneOthers() {
        assertThat(simulate("--count", "6").code()).isZero();
        List<ByteString> first = images();
        assertThat(simulate("--count", "6").code()).isZero();
        List<ByteString> twice = images();
        assertThat(simulate("--count", "6", "--seed", "2").code()).isZero();

        assertThat(twice).hasSize(12);
        assertThat(counted(twice)).containsOnlyKeys(first);
        assertThat(counted(images())).hasSize(12);
    }

    @Test
    void whenNightFallsNewSignsAppear() {
        Run run = simulate("--count", "90", "--night-after", "30", "--rate", "1000");

        assertThat(run.code()).as(run.err()).isZero();
        List<Path> paths = events().map(event -> Path.of(path(event)))
                .sorted(Comparator.comparingInt(SimulatedFeedTest::number))
                .toList();
        List<String> unknown = Sign.unknown().stream().map(Sign::label).toList();
        assertThat(paths.subList(0, 30)).noneMatch(path -> condition(path).contains("night"));
        assertThat(paths.subList(30, 90)).allMatch(path -> condition(path).contains("night"));
        assertThat(paths.subList(0, 30)).noneMatch(path -> unknown.contains(sign(path)));
        assertThat(paths.subList(30, 90)).anyMatch(path -> unknown.contains(sign(path)));
    }

    @Test
    void theTruthIsSaidOfEachAsOfFilesInFolders() {
        Run run = simulate("--count", "8", "--condition", "rain", "--label-from-folder", "--person", "ada");

        assertThat(run.code()).as(run.err()).isZero();
        Map<String, String> truths =
                events().collect(Collectors.toMap(ImageEvent::getId, event -> sign(Path.of(path(event)))));
        assertThat(truths.values())
                .isSubsetOf(Sign.known().stream().map(Sign::label).toList());
        assertThat(events()).allMatch(event -> condition(Path.of(path(event))).equals("rain"));
        assertThat(task.read(task.topics().feedback()).stream()
                        .map(record -> task.topics()
                                .feedback()
                                .valueSerde()
                                .deserializer()
                                .deserialize("", record.value()))
                        .peek(said -> assertThat(Feedbacks.check(said)).isEmpty())
                        .collect(Collectors.toMap(Feedback::getImageId, Feedback::getTrueClass)))
                .isEqualTo(truths);
    }

    @Test
    void withAnEndItCanBeWaitedFor() {
        Run run;
        try (EchoClassifier classifier = new EchoClassifier(task, 1)) {
            run = simulate("--count", "5", "--wait", "--timeout", "30");
        }

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().get(1)).startsWith("5 labels, 0 dead letters in ");
    }

    @Test
    void aWrongCallIsAMatterOfUsage() {
        assertThat(simulate("photos").code()).isEqualTo(2);
        assertThat(simulate("--loop").code()).isEqualTo(2);
        assertThat(simulate("--wait").code()).isEqualTo(2);
        assertThat(simulate("--cameras", "0").code()).isEqualTo(2);
        assertThat(simulate("--count", "0").code()).isEqualTo(2);
        assertThat(simulate("--night-after", "-1").code()).isEqualTo(2);
        assertThat(task.run("feed", "photos", "--cameras", "3").code()).isEqualTo(2);
        Run fog = simulate("--condition", "fog");
        assertThat(fog.code()).isEqualTo(2);
        assertThat(fog.err()).contains("--condition: one of clear, slanted, ");
    }

    private Run simulate(String... arguments) {
        return task.run(Stream.concat(Stream.of("feed", "--simulate"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Stream<ImageEvent> events() {
        return task.read(task.topics().images()).stream().map(this::event);
    }

    private ImageEvent event(ConsumerRecord<byte[], byte[]> record) {
        return task.topics().images().valueSerde().deserializer().deserialize(record.topic(), record.value());
    }

    private List<ByteString> images() {
        return events().map(ImageEvent::getData).toList();
    }

    private static Map<ByteString, Long> counted(List<ByteString> images) {
        return images.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String path(ImageEvent event) {
        return event.getAttributesOrThrow("path");
    }

    private static String condition(Path path) {
        return path.getName(1).toString();
    }

    private static String sign(Path path) {
        return path.getName(2).toString();
    }

    private static int number(Path path) {
        return Integer.parseInt(path.getName(3).toString().replace(".jpg", ""));
    }
}
