package io.afterimage.classifier;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.ops.ClassifierConfigTest;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A task of a test's own, on a broker that others use too: topics, a store, a token for uploads, models, and images that are
 * sent.
 */
public final class TestTask implements AutoCloseable {
    /** What an upload to an instance with {@link #config} must show. */
    public static final String TOKEN = "a-secret-for-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelLog.Authorship TEST = new ModelLog.Authorship("test", "test");

    private final String prefix;
    private final Path folder;
    private final Topics topics;
    private final Map<String, Object> client;
    private final ModelLog log;
    private final KafkaProducer<byte[], byte[]> producer;

    private TestTask(String brokers, String prefix, Path folder) {
        this.prefix = prefix;
        this.folder = folder;
        topics = new Topics(prefix);
        client = Map.of("bootstrap.servers", brokers);
        log = new ModelLog(client, topics.models(), PATIENCE, Clock.systemUTC());
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A task without topics, in a folder that exists. */
    public static TestTask bare(String brokers, Path folder) {
        return new TestTask(brokers, "t" + UUID.randomUUID().toString().substring(0, 8) + ".", folder);
    }

    /** A task with its topics. */
    public static TestTask create(String brokers, Path folder) {
        TestTask task = bare(brokers, folder);
        task.createTopics();
        return task;
    }

    /** The task that an instance was configured for, with its topics. */
    public static TestTask of(ClassifierConfig config) {
        Path store = Path.of(config.store()).toAbsolutePath();
        TestTask task = new TestTask(config.bootstrapServers(), config.topicPrefix(), store.resolveSibling(""));
        task.createTopics();
        return task;
    }

    public void createTopics() {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, PATIENCE).create(topics.all(), Optional.empty());
        }
    }

    public String prefix() {
        return prefix;
    }

    public Topics topics() {
        return topics;
    }

    public Map<String, Object> client() {
        return client;
    }

    public Path store() {
        return folder.resolve("store");
    }

    /** The configuration of an instance, with further values. */
    public ClassifierConfig config(Map<String, String> more) {
        return config(String.valueOf(client.get("bootstrap.servers")), prefix, folder, more);
    }

    /** As above, in a process that has no task. */
    public static ClassifierConfig config(String brokers, String prefix, Path folder, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "afterimage.bootstrap-servers",
                brokers,
                "afterimage.topic-prefix",
                prefix,
                "afterimage.store",
                folder.resolve("store").toString(),
                "afterimage.state-dir",
                folder.resolve("streams").toString(),
                "afterimage.http.token-file",
                token(folder).toString(),
                "afterimage.retry-refused",
                "1s",
                "afterimage.patience",
                "10s"));
        values.putAll(more);
        return ClassifierConfigTest.config(values);
    }

    /** Stores a model and makes it live; its version. */
    public String promote(byte[] model) {
        try {
            String version = new Store(store()).put(Store.Kind.MODEL, model);
            promote(version, model.length, ModelPackage.read(model).labels());
            return version;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a version live, whatever the store has of it. */
    public void promote(String version, long size, List<String> labels) {
        ModelHistory seen = log.publish(
                ModelPublished.newBuilder()
                        .setVersion(version)
                        .setName("test")
                        .setSize(size)
                        .addAllLabels(labels)
                        .build(),
                TEST);
        log.promote(seen.find(version).orElseThrow(), seen, false, TEST);
    }

    public void send(ImageEvent event) {
        var unused = producer.send(new ProducerRecord<>(
                topics.images().name(), event.getId().getBytes(StandardCharsets.UTF_8), event.toByteArray()));
        producer.flush();
    }

    /** Sends images of one colour; their ids. */
    public Set<String> send(int count, Color colour) {
        byte[] png = TestImages.png(colour);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    ImageEvent event = TestImages.event(png).build();
                    send(event);
                    return event.getId();
                })
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        producer.close();
    }

    private static Path token(Path folder) {
        try {
            return Files.writeString(folder.resolve("token"), TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
