package io.afterimage.model.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.broker.TestBroker;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.log.ModelLog.Authorship;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log on a real broker: what fences, and what was committed, only a broker can show. */
@Tag("broker")
class ModelLogTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Authorship ANNA = new Authorship("anna", "it is better");
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);
    private static final String C = "cc".repeat(32);

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final Topics topics = new Topics("log-" + UUID.randomUUID() + ".");
    private final ModelLog log = log(Clock.systemUTC());

    @BeforeEach
    void createTopic() {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, TIMEOUT).create(List.of(topics.models()), Optional.empty());
        }
    }

    @Test
    void whatIsWrittenIsReadByEveryone() {
        ModelHistory empty = log.read();
        publish(A);
        ModelHistory written = promote(log, A, empty);

        assertThat(live(written)).contains(A);
        assertThat(live(log.read())).contains(A);
        assertThat(log.read().promotions()).singleElement().satisfies(promotion -> {
            assertThat(promotion.author()).isEqualTo("anna");
            assertThat(promotion.reason()).isEqualTo("it is better");
        });
    }

    @Test
    void publishedTwiceIsOneEntry() {
        publish(A);
        publish(A);

        assertThat(log.read().versions()).hasSize(1);
        // One entry and the marker of its transaction.
        assertThat(endOfLog()).isEqualTo(2);
    }

    @Test
    void ofTwoWritersWithTheSameExpectationOneStands() throws Exception {
        publish(A);
        publish(B);
        ModelHistory seen = log.read();

        List<Throwable> failures = atOnce(() -> promote(log, A, seen), () -> promote(log, B, seen));

        assertThat(failures).singleElement().isInstanceOfAny(ModelLogException.class, KafkaException.class);
        assertThat(log.read().promotions()).hasSize(1);
    }

    @Test
    void aWriterThatComesTooLateIsTold() {
        publish(A);
        publish(B);
        ModelHistory seen = log.read();
        promote(log, A, seen);

        assertThatExceptionOfType(ModelLogException.class)
                .isThrownBy(() -> promote(log, B, seen))
                .withMessageContaining("became live meanwhile");
        assertThat(live(log.read())).contains(A);
    }

    @Test
    void aWriterIsFencedByTheOneThatStartsAfterIt() {
        publish(A);
        publish(B);
        ModelHistory seen = log.read();
        // The clock is asked between the check and the entry: the rival's whole promotion falls there.
        ModelLog slow = log(new RunningClock(() -> promote(log, B, seen)));

        assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> promote(slow, A, seen));

        assertThat(live(log.read())).contains(B);
        assertThat(log.read().promotions()).hasSize(1);
    }

    @Test
    void whatIsNoEntryIsPassedOver() throws Exception {
        publish(A);
        append("this is no entry".getBytes(StandardCharsets.UTF_8));
        append(new byte[0]);
        append(null);
        publish(B);

        assertThat(log.read().versions()).extracting(ModelVersion::version).containsExactly(A, B);
    }

    @Test
    void onlyWhatWasPublishedAndNotRejectedBecomesLive() {
        publish(A);
        ModelHistory seen = log.read();
        log.reject(seen.find(A).orElseThrow(), ANNA);

        assertThatExceptionOfType(ModelLogException.class)
                .isThrownBy(() -> promote(log, A, seen))
                .withMessageContaining("is rejected");
        assertThat(live(log.read())).isEmpty();
    }

    @Test
    void aReaderFollowsWhatOthersWrite() {
        try (ModelLogReader reader = new ModelLogReader(client, topics.models())) {
            assertThat(reader.readToEnd(TIMEOUT).versions()).isEmpty();

            publish(C);

            assertThat(reader.readToEnd(TIMEOUT).versions()).hasSize(1);
        }
    }

    private ModelLog log(Clock clock) {
        return new ModelLog(client, topics.models(), TIMEOUT, clock);
    }

    private void publish(String version) {
        log.publish(ModelPublished.newBuilder().setVersion(version).build(), ANNA);
    }

    private static ModelHistory promote(ModelLog log, String version, ModelHistory seen) {
        ModelVersion wanted = log.read().find(version).orElseThrow();
        return log.promote(wanted, seen, false, ANNA);
    }

    private static Optional<String> live(ModelHistory history) {
        return history.live().map(ModelVersion::version);
    }

    private long endOfLog() {
        var partition = new TopicPartition(topics.models().name(), 0);
        try (Admin admin = Admin.create(client)) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(byte @Nullable [] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.models().name(), 0, null, value))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** Runs both, as close together as threads start, and gives what they threw. */
    private static List<Throwable> atOnce(Runnable one, Runnable other) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : List.of(one, other)) {
                running.add(threads.submit(() -> {
                    start.await();
                    task.run();
                    return null;
                }));
            }
            start.countDown();
            List<Throwable> failures = new ArrayList<>();
            for (Future<?> task : running) {
                try {
                    task.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Does something whenever the time is asked for. */
    private static final class RunningClock extends Clock {
        private final Runnable action;

        RunningClock(Runnable action) {
            this.action = action;
        }

        @Override
        public Instant instant() {
            action.run();
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
