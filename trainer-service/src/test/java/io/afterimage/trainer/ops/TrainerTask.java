package io.afterimage.trainer.ops;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.afterimage.broker.TestBroker;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.Sha256;
import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.trainer.example.ExampleMetrics;
import io.afterimage.trainer.example.ExampleWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A task of its own on the shared broker: images and feedback that are sent, and the examples that they became. */
final class TrainerTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Topics topics = new Topics(prefix);
    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final Admin admin = Admin.create(client);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    private final String imagesUuid;
    private final Path folder;

    TrainerTask(Path folder) {
        this.folder = folder;
        TopicAdmin topicAdmin = new TopicAdmin(admin, PATIENCE);
        topicAdmin.create(topics.all(), Optional.empty());
        imagesUuid = topicAdmin.uuid(topics.images()).orElseThrow();
    }

    Topics topics() {
        return topics;
    }

    Path store() {
        return folder.resolve("store");
    }

    TrainerConfig config() {
        return config(settings());
    }

    private Map<String, String> settings() {
        return Map.of(
                "afterimage.bootstrap-servers",
                TestBroker.shared().bootstrapServers(),
                "afterimage.topic-prefix",
                prefix,
                "afterimage.store",
                store().toString(),
                "afterimage.training-dir",
                folder.resolve("training").toString());
    }

    static TrainerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TrainerConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(TrainerConfig.class);
    }

    DataStage stage() {
        return stage(config());
    }

    /** One that cannot look for any label. */
    DataStage stageWithoutTimeForLabels() {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("afterimage.label-patience", "PT0S");
        return stage(config(settings));
    }

    private DataStage stage(TrainerConfig config) {
        return new DataStage(config, client, topics, List.of("Egyptian cat"), new ExampleMetrics(registry));
    }

    /** An image that no other seed has anything in common with, as a PNG. */
    static byte[] image(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        for (int i = 0; i < 64; i++) {
            canvas.setColor(new Color(random.nextInt(1 << 24)));
            canvas.fillRect(i % 8 * 8, i / 8 * 8, 8, 8);
        }
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An id as a sender makes it now. */
    static String id() {
        long random = new Random().nextLong();
        long high = System.currentTimeMillis() << 16 | 0x7000 | (random & 0xFFF);
        return new UUID(high, (random >>> 2) | Long.MIN_VALUE).toString();
    }

    /** Sends an image, and gives feedback that names it; what it says is still to be added. */
    Feedback.Builder send(byte[] image) {
        return send(ImageEvent.newBuilder()
                .setId(id())
                .setSource("folder")
                .setData(ByteString.copyFrom(image))
                .build());
    }

    Feedback.Builder send(ImageEvent event) {
        RecordMetadata at = send(topics.images(), event.getId(), event.toByteArray());
        byte[] sha256 = event.hasStoreKey()
                ? HexFormat.of().parseHex(event.getStoreKey())
                : Sha256.of(event.getData().toByteArray());
        return Feedback.newBuilder()
                .setImageId(event.getId())
                .setCoordinate(Coordinate.newBuilder()
                        .setTopic(topics.images().name())
                        .setTopicUuid(imagesUuid)
                        .setPartition(at.partition())
                        .setOffset(at.offset()))
                .setSha256(ByteString.copyFrom(sha256));
    }

    /** Writes the label of an image, so that it can be found by its id alone. */
    void label(Feedback.Builder about) {
        Label label = Label.newBuilder()
                .setId(about.getImageId())
                .setCoordinate(about.getCoordinate())
                .setSha256(about.getSha256())
                .build();
        send(topics.labels(), label.getId(), label.toByteArray());
    }

    void say(Feedback.Builder feedback) {
        send(topics.feedback(), feedback.getImageId(), feedback.build().toByteArray());
    }

    RecordMetadata send(Topic<?, ?> topic, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The brokers' names of those that stand for election. */
    Set<String> trainers() throws Exception {
        String group = prefix + "trainer-election";
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(description -> description.members().stream())
                .map(MemberDescription::consumerId)
                .collect(Collectors.toSet());
    }

    /** What the brokers do with a group whose members they have not heard for too long. */
    void forgetTrainers() throws Exception {
        admin.removeMembersFromConsumerGroup(prefix + "trainer-election", new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
    }

    /** What the brokers do with a transaction that takes too long: whoever writes examples has to begin again. */
    void fenceTrainers() {
        new ExampleWriter(client, topics, prefix + "trainer-examples", Clock.systemUTC()).close();
    }

    /** Deletes all images that are there, as retention does. */
    void expireImages() throws Exception {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.endOffsets(partitions(consumer, topics.images()))
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        }
        admin.deleteRecords(all).all().get();
    }

    /** Waits until all feedback that is there by now is processed. */
    void awaitProcessed() {
        await().atMost(PATIENCE).until(() -> {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(prefix + "trainer")
                    .partitionsToOffsetAndMetadata()
                    .get();
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                return consumer.endOffsets(partitions(consumer, topics.feedback())).entrySet().stream()
                        .allMatch(end -> end.getValue() == 0
                                || (committed.get(end.getKey()) != null
                                        && committed.get(end.getKey()).offset() >= end.getValue()));
            }
        });
    }

    /** The latest of each image: what compaction would leave. */
    Map<String, Example> examples() {
        Map<String, Example> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topics.examples())) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, topics.examples().valueSerde().deserializer().deserialize("", record.value()));
            }
        }
        return latest;
    }

    Example example(byte[] image) {
        return Optional.ofNullable(examples().get(Sha256.hex(image))).orElseThrow();
    }

    List<DeadLetter> deadLetters() {
        return read(topics.deadLetters()).stream()
                .map(record -> DeadLetter.of(record).orElseThrow())
                .toList();
    }

    /** How often feedback ended so. */
    double count(String outcome, String reason) {
        return registry.get("afterimage.feedback")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** All committed records. */
    List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> committed = new HashMap<>(client);
        committed.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic<?, ?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
    }
}
