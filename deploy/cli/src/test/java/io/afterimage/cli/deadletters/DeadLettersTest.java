package io.afterimage.cli.deadletters;

import static io.afterimage.events.RejectionReason.EVENT_MALFORMED;
import static io.afterimage.events.RejectionReason.FORMAT_UNKNOWN;
import static io.afterimage.events.RejectionReason.IMAGE_EMPTY;
import static io.afterimage.events.RejectionReason.IMAGE_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.DeadLetters.Origin;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class DeadLettersTest {
    private static final ImageEvent EVENT = ImageEvent.newBuilder()
            .setId("0198c0de-0000-7000-8000-000000000001")
            .setSource("gate")
            .build();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void makeTask() {
        task = TestTask.create(folder);
    }

    @Test
    void allThatAreThereAreListedAndTheCommandEnds() throws IOException {
        reject("a", EVENT.toByteArray(), IMAGE_EMPTY, images());
        task.send(task.topics().deadLetters(), "a", new byte[0], new RecordHeaders());

        Run run = task.run("deadletters", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("Passed over ", "its headers are missing");
        JsonNode letter = new ObjectMapper().readTree(run.out().get(0));
        assertThat(letter.fieldNames())
                .toIterable()
                .containsExactly("id", "source", "reason", "detail", "topic", "partition", "offset");
        assertThat(letter.get("id").asText()).isEqualTo(EVENT.getId());
        assertThat(letter.get("reason").asText()).isEqualTo("IMAGE_EMPTY");
        assertThat(letter.get("topic").asText()).isEqualTo(images());
        assertThat(letter.get("offset").asLong()).isEqualTo(42);
    }

    @Test
    void whatNeverWasAnEventHasNeitherIdNorSource() throws IOException {
        reject("a", new byte[] {1, 2, 3}, EVENT_MALFORMED, images());

        JsonNode letter = new ObjectMapper()
                .readTree(
                        task.run("deadletters", "--json", "--count", "1").out().get(0));

        assertThat(letter.get("id").isNull()).isTrue();
        assertThat(letter.get("source").isNull()).isTrue();
    }

    @Test
    void withALimitItWaitsForMore() {
        reject("a", EVENT.toByteArray(), IMAGE_EMPTY, images());

        Run run = task.run("deadletters", "--count", "2", "--timeout", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).hasSize(1);
    }

    @Test
    void aReplayedRecordIsTheOriginalAndIsReplayedOnce() {
        reject("key", EVENT.toByteArray(), IMAGE_EMPTY, images());

        assertThat(task.run("replay").out()).containsExactly("Replayed 1 dead letter.");
        assertThat(task.run("replay").out()).containsExactly("Replayed 0 dead letters.");

        var replayed = task.read(task.topics().images());
        assertThat(replayed).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
            assertThat(record.value()).isEqualTo(EVENT.toByteArray());
            assertThat(Stream.of(record.headers().toArray()).map(Header::key)).containsExactly("camera");
        });
    }

    @Test
    void aReplayOfOneReasonNeitherLosesNorRepeatsTheOthers() {
        reject("1", EVENT.toByteArray(), FORMAT_UNKNOWN, images());
        reject("2", EVENT.toByteArray(), IMAGE_EMPTY, images());
        reject("1", EVENT.toByteArray(), IMAGE_EMPTY, images());

        assertThat(task.run("replay", "--reason", "IMAGE_EMPTY").out()).containsExactly("Replayed 2 dead letters.");
        assertThat(task.run("replay", "--reason", "IMAGE_EMPTY").out()).containsExactly("Replayed 0 dead letters.");
        reject("1", EVENT.toByteArray(), IMAGE_EMPTY, images());

        List<String> rest = task.run("replay", "--json").out();
        assertThat(rest).hasSize(2);
        assertThat(String.join("", rest)).contains("IMAGE_EMPTY", "FORMAT_UNKNOWN");
        assertThat(task.run("replay").out()).containsExactly("Replayed 0 dead letters.");
        assertThat(task.read(task.topics().images())).hasSize(4);
    }

    @Test
    void atMostAsManyAsAskedAreReplayedAndTheRestStays() {
        for (int i = 0; i < 5; i++) {
            reject("key", EVENT.toByteArray(), IMAGE_EMPTY, images());
        }

        assertThat(task.run("replay", "--max", "3").out()).containsExactly("Replayed 3 dead letters.");
        assertThat(task.run("replay", "--max", "3").out()).containsExactly("Replayed 2 dead letters.");
    }

    @Test
    void feedbackIsReplayedToWhereItCameFrom() {
        reject(
                "key",
                new byte[] {1, 2},
                RejectionReason.IMAGE_EXPIRED,
                task.topics().feedback().name());

        assertThat(task.run("replay").out()).containsExactly("Replayed 1 dead letter.");
        assertThat(task.read(task.topics().feedback())).hasSize(1);
        assertThat(task.read(task.topics().images())).isEmpty();
    }

    @Test
    void aHeaderThatNamesAnotherTopicIsNotTrusted() {
        reject("key", EVENT.toByteArray(), IMAGE_EMPTY, task.topics().models().name());

        Run run = task.run("replay");

        assertThat(run.out()).containsExactly("Replayed 0 dead letters.");
        assertThat(run.err()).contains("Left out 1 that come from neither images nor feedback");
        assertThat(task.read(task.topics().models())).isEmpty();
    }

    @Test
    void aDeadLetterThatLeftOnlyItsHashIsNotReplayed() {
        RecordHeaders headers = new RecordHeaders();
        DeadLetters.write(headers, new Origin(new Rejection(IMAGE_TOO_LARGE, "why"), images(), 3, 42, Instant.EPOCH));
        task.send(task.topics().deadLetters(), "key", DeadLetters.withoutValue(headers, new byte[10]), headers);

        Run run = task.run("replay");

        assertThat(run.out()).containsExactly("Replayed 0 dead letters.");
        assertThat(run.err()).contains("Left out 1");
    }

    @Test
    void aReplayThatBeganEarlierIsFenced() {
        reject("key", EVENT.toByteArray(), IMAGE_EMPTY, images());
        String group = images().replaceFirst("images$", "replay");
        try (Replayer earlier = new Replayer(task.client(), group);
                TopicReader reader =
                        TopicReader.ofGroup(task.client(), task.topics().deadLetters(), group)) {
            var letters = task.read(task.topics().deadLetters());
            assertThat(task.run("replay").out()).containsExactly("Replayed 1 dead letter.");

            assertThatThrownBy(() -> earlier.commit(letters, Map.of(), reader.group()))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("Another replay began");
        }
        assertThat(task.read(task.topics().images())).hasSize(1);
    }

    @Test
    void whatAReplayHadNotCommittedWhenItCrashedIsReplayedOnce() {
        reject("key", EVENT.toByteArray(), IMAGE_EMPTY, images());
        Map<String, Object> config = new HashMap<>(task.client());
        config.put("transactional.id", images().replaceFirst("images$", "replay"));
        try (var crashed = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            crashed.initTransactions();
            crashed.beginTransaction();
            var unused = crashed.send(new ProducerRecord<>(images(), EVENT.toByteArray()));
            crashed.flush();

            assertThat(task.run("replay").out()).containsExactly("Replayed 1 dead letter.");
        }
        assertThat(task.read(task.topics().images())).hasSize(1);
    }

    private String images() {
        return task.topics().images().name();
    }

    private void reject(String key, byte[] value, RejectionReason reason, String topic) {
        Origin origin = new Origin(new Rejection(reason, "why"), topic, 3, 42, Instant.EPOCH);
        task.sendDeadLetter(key, value, origin);
    }
}
