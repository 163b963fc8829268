package io.afterimage.classifier.ops;

import static org.awaitility.Awaitility.await;

import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A task of its own on a broker: topics, a model, images that are sent, and what became of them. */
final class TestTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelLog.Authorship TEST = new ModelLog.Authorship("test", "test");

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Topics topics = new Topics(prefix);
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Label> labels = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    TestTask(String bootstrapServers) {
        client = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, PATIENCE).create(topics.all(), Optional.empty());
        }
        Map<String, Object> committed = new HashMap<>(client);
        committed.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>(partitions(topics.labels()));
        partitions.addAll(partitions(topics.deadLetters()));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    String prefix() {
        return prefix;
    }

    void promote(Path store, byte[] model) throws Exception {
        ModelPackage metadata = ModelPackage.read(model);
        new Store(store).put(Store.Kind.MODEL, model);
        ModelLog log = new ModelLog(client, topics.models(), PATIENCE, Clock.systemUTC());
        ModelHistory seen = log.publish(
                ModelPublished.newBuilder()
                        .setVersion(metadata.version())
                        .setName("test")
                        .setSize(model.length)
                        .addAllLabels(metadata.labels())
                        .build(),
                TEST);
        log.promote(seen.find(metadata.version()).orElseThrow(), seen, false, TEST);
    }

    void send(ImageEvent event) {
        var unused = producer.send(new ProducerRecord<>(
                topics.images().name(), event.getId().getBytes(StandardCharsets.UTF_8), event.toByteArray()));
        producer.flush();
    }

    /** All labels that are committed by now. */
    List<Label> labels() {
        look();
        return labels;
    }

    /** All dead letters that are committed by now. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        look();
        return deadLetters;
    }

    /** How many images are answered by now. */
    int answered() {
        look();
        return labels.size() + deadLetters.size();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private void look() {
        await().atMost(PATIENCE).until(() -> {
            int before = labels.size() + deadLetters.size();
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            return labels.size() + deadLetters.size() == before;
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.deadLetters().name())) {
            deadLetters.add(record);
        } else {
            labels.add(topics.labels().valueSerde().deserializer().deserialize(record.topic(), record.value()));
        }
    }

    private List<TopicPartition> partitions(Topic<?, ?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
    }
}
