package io.afterimage.classifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class LagSamplerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final String name = "lag-" + UUID.randomUUID();
    private final LagSampler sampler = new LagSampler(client, name, name, Clock.systemUTC(), lag -> last = lag);
    private volatile Lag last = new Lag(Map.of(), 0);
    private final Admin admin = Admin.create(client);

    @BeforeEach
    void start() throws Exception {
        admin.createTopics(List.of(new NewTopic(name, Optional.of(2), Optional.empty())))
                .all()
                .get();
        sampler.start(Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        sampler.close();
        admin.close();
    }

    @Test
    void whatIsNotYetCommittedIsLag() throws Exception {
        append(5);
        awaitLag(0, new Lag.Partition(5, 0));

        commit(3);

        awaitLag(0, new Lag.Partition(2, 0));
        assertThat(last.partitions()).containsEntry(1, new Lag.Partition(0, 0));
        assertThat(last.waiting()).isEqualTo(2);
    }

    @Test
    void recordsThatAreNoLongerKeptAreNoLag() throws Exception {
        append(5);
        admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(4)))
                .all()
                .get();

        awaitLag(0, new Lag.Partition(1, 0));
    }

    @Test
    void aStrangersOpenTransactionShowsWhileLagReadsZero() throws Exception {
        try (KafkaProducer<byte[], byte[]> stranger = producer(Optional.of(name))) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>(name, 0, null, new byte[1])).get();
            append(3);

            awaitLag(0, new Lag.Partition(0, 4));

            stranger.commitTransaction();
        }
        // The records and the marker that ends the transaction.
        awaitLag(0, new Lag.Partition(5, 0));
    }

    @Test
    void withoutBrokersNothingIsToldAndClosingDoesNotWaitForThem() {
        List<Lag> told = new ArrayList<>();
        LagSampler lost =
                new LagSampler(Map.of("bootstrap.servers", "127.0.0.1:1"), name, name, Clock.systemUTC(), told::add);
        lost.start(Duration.ofMillis(1));

        lost.close();

        assertThat(told).isEmpty();
    }

    private void awaitLag(int partition, Lag.Partition expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(last.partitions()).containsEntry(partition, expected));
    }

    private void append(int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Optional.empty())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(name, 0, null, new byte[1])).get();
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Optional<String> transaction) {
        Map<String, Object> config = new HashMap<>(client);
        transaction.ifPresent(id -> config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void commit(long offset) throws Exception {
        admin.alterConsumerGroupOffsets(name, Map.of(new TopicPartition(name, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }
}
