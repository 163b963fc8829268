package io.afterimage.classifier.upload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestTask;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.service.Health;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of labels, with labels that the test writes. */
@Tag("broker")
class FollowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TestTask task;

    private ApiServer api;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void createTopics() {
        task = TestTask.create(TestBroker.shared().bootstrapServers(), folder);
    }

    @AfterAll
    static void closeTask() {
        task.close();
    }

    @BeforeEach
    void start() {
        producer = new KafkaProducer<>(task.client(), new ByteArraySerializer(), new ByteArraySerializer());
        api = new ApiServer(
                task.config(Map.of("afterimage.http.most-followers", "2")), () -> new Health(true, true, true, ""));
        api.awaitFollowing();
    }

    @AfterEach
    void stop() throws Exception {
        producer.close();
        api.close();
    }

    @Test
    void labelsAndDeadLettersOfTheSourcesAskedForComeAsTheyAreCommitted() throws Exception {
        try (Stream<String> lines = follow("?source=door&source=cut")) {
            Iterator<String> events = events(lines);

            label("yard", null);
            String seen = label("door", null);
            assertThat(events.next()).isEqualTo("event: label");
            assertThat(events.next())
                    .startsWith("data: {\"id\":\"" + seen + "\",\"source\":\"door\",\"label\":\"cat\"");

            deadLetter("cut");
            assertThat(events.next()).isEqualTo("event: rejected");
            assertThat(events.next()).contains("\"source\":\"cut\"").contains("\"reason\":\"IMAGE_EMPTY\"");
        }
    }

    @Test
    void whatAStrangerWritesIsPassedOver() throws Exception {
        try (Stream<String> lines = follow("")) {
            Iterator<String> events = events(lines);

            send(task.topics().labels().name(), null, new byte[] {1, 2, 3});
            send(task.topics().deadLetters().name(), null, new byte[0]);
            String seen = label("door", null);

            assertThat(events.next()).isEqualTo("event: label");
            assertThat(events.next()).contains(seen);
        }
    }

    @Test
    void aNewPartitionIsFollowedToo() throws Exception {
        String topic = task.topics().labels().name();
        try (Stream<String> lines = follow("");
                Admin admin = Admin.create(task.client())) {
            Iterator<String> events = events(lines);
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(9)))
                    .all()
                    .get();

            String seen = label("door", 8);

            assertThat(events.next()).isEqualTo("event: label");
            assertThat(events.next()).contains(seen);
        }
    }

    @Test
    void moreFollowersThanAllowedAreToldToComeAgainAndOneThatLeavesMakesRoom() throws Exception {
        try (Stream<String> first = follow("");
                Stream<String> second = follow("")) {
            Http.Answer refused = Http.get(api.uri("/v1/labels"));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }

        await().atMost(PATIENCE).until(() -> {
            try (Stream<String> third = follow("")) {
                return third.findFirst().isPresent();
            } catch (IllegalStateException full) {
                return false;
            }
        });
    }

    private Stream<String> follow(String query) {
        try {
            HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(api.uri("/v1/labels" + query))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IllegalStateException("Refused with " + response.statusCode());
            }
            return response.body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines that are neither heartbeats nor empty. */
    private static Iterator<String> events(Stream<String> lines) {
        return lines.filter(line -> !line.isEmpty() && !line.startsWith(":")).iterator();
    }

    private String label(String source, @Nullable Integer partition) {
        Label label = Label.newBuilder()
                .setId(TestImages.id())
                .setSource(source)
                .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(1))
                .build();
        send(task.topics().labels().name(), partition, label.toByteArray());
        return label.getId();
    }

    private void deadLetter(String source) {
        ImageEvent event = ImageEvent.newBuilder()
                .setId(TestImages.id())
                .setSource(source)
                .setData(ByteString.EMPTY)
                .build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                task.topics().deadLetters().name(),
                event.getId().getBytes(StandardCharsets.US_ASCII),
                event.toByteArray());
        Rejection rejection = new Rejection(RejectionReason.IMAGE_EMPTY, "the image has no bytes");
        DeadLetters.write(record.headers(), new DeadLetters.Origin(rejection, "images", 0, 0, Instant.EPOCH));
        var unused = producer.send(record);
        producer.flush();
    }

    private void send(String topic, @Nullable Integer partition, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
        producer.flush();
    }
}
