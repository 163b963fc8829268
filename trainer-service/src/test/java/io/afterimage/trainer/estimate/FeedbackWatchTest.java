package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.broker.TestBroker;
import io.afterimage.events.Times;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.review.Frames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** On a real broker: labels and feedback in, an estimate out. */
class FeedbackWatchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final String FIRST = Frames.id(1);
    private static final String SECOND = Frames.id(2);

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final Topics topics = new Topics("watch-" + UUID.randomUUID() + ".");

    @Test
    void whatWasDrawnAndAnsweredSinceIsCounted() throws Exception {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, TIMEOUT).create(List.of(topics.labels(), topics.feedback()), Optional.empty());
        }
        try (FeedbackWatch watch = new FeedbackWatch(client, topics);
                var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(watch.catchUp(TIMEOUT)).isTrue();
            assertThat(watch.read().of("m", LabelMap.NONE).drawn()).isZero();

            send(producer, topics.feedback().name(), FIRST, answer(FIRST, "cat"));
            send(producer, topics.labels().name(), FIRST, drawn(FIRST));
            send(producer, topics.labels().name(), SECOND, drawn(SECOND));
            send(producer, topics.labels().name(), "3", "no label".getBytes(StandardCharsets.UTF_8));
            send(producer, topics.feedback().name(), SECOND, answer(SECOND, "dog"));
            send(producer, topics.feedback().name(), SECOND, answer(SECOND, "a\u0000b"));
            producer.flush();
            assertThat(watch.catchUp(TIMEOUT)).isTrue();

            LiveAccuracy accuracy =
                    watch.read().of("m", LabelMap.NONE).accuracy().orElseThrow();
            assertThat(accuracy.answered()).isEqualTo(2);
            assertThat(accuracy.accuracy()).isEqualTo(0.5);
        }
    }

    @Test
    void whoComputesFromWhatWasReadIsNotOvertakenAndHoldsUpNobody() throws Exception {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, TIMEOUT).create(List.of(topics.labels(), topics.feedback()), Optional.empty());
        }
        try (FeedbackWatch watch = new FeedbackWatch(client, topics);
                var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, topics.labels().name(), FIRST, drawn(FIRST));
            assertThat(watch.catchUp(TIMEOUT)).isTrue();
            Book underWay = watch.read();

            send(producer, topics.labels().name(), SECOND, drawn(SECOND));
            send(producer, topics.feedback().name(), FIRST, answer(FIRST, "cat"));
            assertThat(watch.catchUp(TIMEOUT)).isTrue();

            assertThat(underWay.quality(LabelMap.NONE).windows())
                    .singleElement()
                    .satisfies(window -> assertThat(window.drawn()).isEqualTo(1))
                    .satisfies(window -> assertThat(window.accuracy()).isEmpty());
            assertThat(watch.read().quality(LabelMap.NONE).windows())
                    .singleElement()
                    .satisfies(window -> assertThat(window.drawn()).isEqualTo(2))
                    .satisfies(window -> assertThat(window.accuracy()).isPresent());
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    private static byte[] answer(String id, String trueClass) {
        return Feedback.newBuilder()
                .setImageId(id)
                .setPerson("anna")
                .setBlind(true)
                .setTrueClass(trueClass)
                .build()
                .toByteArray();
    }

    private static byte[] drawn(String id) {
        return Label.newBuilder()
                .setId(id)
                .setSource("door")
                .setModel("m")
                .setDrawPropensity(0.01)
                .addReview(ReviewReason.DRAWN)
                .setReceivedAt(Times.timestamp(Instant.parse("2026-01-01T00:00:00Z")))
                .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(0.9f))
                .build()
                .toByteArray();
    }
}
