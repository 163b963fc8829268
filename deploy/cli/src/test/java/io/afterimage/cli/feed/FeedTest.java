package io.afterimage.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Sha256;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class FeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;
    private Path photos;

    @BeforeEach
    void makePhotos() throws IOException {
        task = TestTask.create(folder);
        photos = Files.createDirectories(folder.resolve("photos"));
        for (String name : List.of("1.jpg", "2.png", "readme.md")) {
            Files.writeString(photos.resolve(name), name);
        }
        Files.setLastModifiedTime(photos.resolve("1.jpg"), FileTime.from(Instant.parse("2020-02-02T20:20:20Z")));
    }

    @Test
    void eachImageOfAFolderIsSentOnceUnderItsId() throws IOException {
        Run run = task.run("feed", photos.toString(), "--source", "gate", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("Left out 1 ", "readme.md", "Sent 2 images");
        List<ImageEvent> sent = sent();
        assertThat(sent).allSatisfy(event -> {
            assertThat(ImageEvents.check(event)).isEmpty();
            assertThat(event.getSource()).isEqualTo("gate");
            assertThat(event.getContinuous()).isFalse();
        });
        ImageEvent first = sent.stream()
                .filter(event -> event.getMediaType().equals("image/jpeg"))
                .findFirst()
                .orElseThrow();
        assertThat(first.getData().toString(StandardCharsets.UTF_8)).isEqualTo("1.jpg");
        assertThat(first.getCapturedAt().getSeconds())
                .isEqualTo(Instant.parse("2020-02-02T20:20:20Z").getEpochSecond());
        List<String> ids = new ArrayList<>();
        for (String line : run.out()) {
            JsonNode json = JSON.readTree(line);
            assertThat(json.fieldNames()).toIterable().containsExactly("id", "path", "source");
            ids.add(json.get("id").asText());
        }
        assertThat(sent.stream().map(ImageEvent::getId)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(task.read(task.topics().images()).stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aLargeImageGoesToTheStoreAndOneBeyondTheLimitIsRefused() throws Exception {
        byte[] large = new byte[Topics.INLINE_LIMIT + 1];
        Files.write(photos.resolve("3.jpg"), large);
        try (RandomAccessFile huge =
                new RandomAccessFile(photos.resolve("4.jpg").toFile(), "rw")) {
            huge.setLength(FileEvents.LARGEST_FILE + 1L);
        }

        Run run = task.run("feed", photos.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Not sent: ", "4.jpg: over 64 MiB");
        assertThat(run.out())
                .singleElement()
                .asString()
                .startsWith("Sent 3 images")
                .endsWith(", 1 file not sent.");
        ImageEvent stored =
                sent().stream().filter(ImageEvent::hasStoreKey).findFirst().orElseThrow();
        assertThat(new Store(task.store()).read(Store.Kind.IMAGE, stored.getStoreKey(), large.length))
                .isEqualTo(large);
    }

    @Test
    void waitingEndsWhenEachImageHasItsLabelOrItsDeadLetter() throws IOException {
        Files.write(photos.resolve("empty.gif"), new byte[0]);
        task.send(task.topics().labels(), null, new byte[] {1, 2, 3}, new RecordHeaders());
        task.send(task.topics().deadLetters(), null, null, new RecordHeaders());

        Run run;
        try (EchoClassifier classifier = new EchoClassifier(task, 1)) {
            run = task.run("feed", photos.toString(), "--wait", "--timeout", "30");
        }

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().get(1)).startsWith("2 labels, 1 dead letter (IMAGE_EMPTY 1) in ");
    }

    @Test
    void aSecondLabelOfAnImageIsReportedAndNotCountedAsAnother() {
        Run run;
        try (EchoClassifier classifier = new EchoClassifier(task, 2)) {
            run = task.run("feed", photos.toString(), "--wait", "--timeout", "30");
        }

        assertThat(run.out().get(1)).startsWith("2 labels, 0 dead letters in ");
        assertThat(run.err()).containsPattern("[12] answers? came for images that had theirs already");
    }

    @Test
    void waitingInVainEndsAfterTheTimeoutWithANumber() {
        Run run = task.run("feed", photos.toString(), "--wait", "--timeout", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("2 of 2 images have neither label nor dead letter");
    }

    @Test
    void aFileThatIsNotThereFailsAtTheEndAndTheRestIsSent() {
        Run run = task.run("feed", photos.resolve("1.jpg").toString(), "no-such.jpg");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Not sent: no-such.jpg: no such file or folder");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(task.run("feed", empty.toString()).err()).startsWith("afterimage: No images found in ");

        TestTask bare = TestTask.bare(folder);
        Run missing = bare.run("feed", photos.toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("does not exist. 'afterimage topics create' makes it.");

        Path impatient = Files.writeString(
                folder.resolve("client.properties"), "default.api.timeout.ms=500\nrequest.timeout.ms=500\n");
        Run unanswered = TestTask.command(
                "feed",
                photos.toString(),
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--client-properties",
                impatient.toString());
        assertThat(unanswered.code()).isEqualTo(1);
        assertThat(unanswered.err()).contains("afterimage: The brokers at 127.0.0.1:1 do not answer.");
    }

    @Test
    void theFoldersNameIsSaidOfEachImageWhereItStands() throws IOException {
        Path cats = Files.createDirectories(photos.resolve("tabby  cat"));
        Files.writeString(cats.resolve("3.jpg"), "3");

        Run run = task.run("feed", cats.toString(), "--label-from-folder", "--person", "ada", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).singleElement().asString().endsWith("\"label\":\"tabby cat\"}");
        ImageEvent image = sent().get(0);
        assertThat(task.read(task.topics().feedback())).singleElement().satisfies(record -> {
            Feedback said = task.topics().feedback().valueSerde().deserializer().deserialize("", record.value());
            assertThat(Feedbacks.check(said)).isEmpty();
            assertThat(said.getImageId()).isEqualTo(image.getId());
            assertThat(said.getTrueClass()).isEqualTo("tabby cat");
            assertThat(said.getSha256())
                    .isEqualTo(ByteString.copyFrom(Sha256.of(image.getData().toByteArray())));
            var at = task.read(task.topics().images()).get(0);
            assertThat(said.getCoordinate().getPartition()).isEqualTo(at.partition());
            assertThat(said.getCoordinate().getOffset()).isEqualTo(at.offset());
        });
    }

    @Test
    void aWrongCallIsAMatterOfUsage() {
        assertThat(task.run("feed").code()).isEqualTo(2);
        assertThat(task.run("feed", "x", "--rate", "0").code()).isEqualTo(2);
        assertThat(task.run("feed", "x", "--loop", "--wait").code()).isEqualTo(2);
        assertThat(task.run("feed", "x", "--source", "a\nb").code()).isEqualTo(2);
    }

    private List<ImageEvent> sent() {
        return task.read(task.topics().images()).stream()
                .map(record ->
                        task.topics().images().valueSerde().deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }
}
