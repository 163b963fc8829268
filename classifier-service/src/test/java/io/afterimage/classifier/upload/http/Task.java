package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.ops.Classifier;
import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.ops.ClassifierConfigTest;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.TestModels;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/** Topics, a store, a token and a live model of a test's own, on a broker that others use too. */
final class Task {
    static final String TOKEN = "a-secret-for-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String prefix = "u" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Map<String, Object> client;
    private final Path folder;

    Task(String brokers, Path folder) {
        client = Map.of("bootstrap.servers", brokers);
        this.folder = folder;
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, PATIENCE).create(topics().all(), Optional.empty());
            Files.writeString(folder.resolve("token"), TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Topics topics() {
        return new Topics(prefix);
    }

    Map<String, Object> client() {
        return client;
    }

    Path store() {
        return folder.resolve("store");
    }

    /** The configuration of an instance, with further values. */
    ClassifierConfig config(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "afterimage.bootstrap-servers",
                String.valueOf(client.get("bootstrap.servers")),
                "afterimage.topic-prefix",
                prefix,
                "afterimage.store",
                store().toString(),
                "afterimage.state-dir",
                folder.resolve("streams").toString(),
                "afterimage.http.token-file",
                folder.resolve("token").toString(),
                "afterimage.patience",
                "10s"));
        values.putAll(more);
        return ClassifierConfigTest.config(values);
    }

    /** A classifier that comes up with a model that tells red, green and blue apart. */
    Classifier classifier() {
        publish(TestModels.colours());
        Classifier classifier = new Classifier(
                config(Map.of()),
                new Classifier.Identity("test-" + UUID.randomUUID(), "http://localhost"),
                new SimpleMeterRegistry(),
                () -> {
                    throw new IllegalStateException("The classifier gave up");
                });
        classifier.start();
        return classifier;
    }

    private void publish(byte[] model) {
        ModelLog log = new ModelLog(client, topics().models(), PATIENCE, Clock.systemUTC());
        ModelLog.Authorship test = new ModelLog.Authorship("test", "test");
        try {
            String version = new Store(store()).put(Store.Kind.MODEL, model);
            ModelHistory seen = log.publish(
                    ModelPublished.newBuilder()
                            .setVersion(version)
                            .setName("test")
                            .setSize(model.length)
                            .addAllLabels(ModelPackage.read(model).labels())
                            .build(),
                    test);
            log.promote(seen.find(version).orElseThrow(), seen, false, test);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
