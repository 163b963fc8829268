package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.TestModels;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service under Quarkus with a real broker: what it publishes, and whether the documents name just that. */
@QuarkusTest
@TestProfile(MetricsHttpTest.RealBroker.class)
class MetricsHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelLog.Authorship TEST = new ModelLog.Authorship("test", "test");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+_[a-z_]+)(\\{[a-z,]+})?` \\|");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+?)(?:_bucket|_count|_sum)?[{ ]");
    private static final Pattern NAME = Pattern.compile("\\b((?:afterimage|process|jvm)_[a-z_]+)");

    /** Topics and a model of its own on the shared broker. */
    public static final class RealBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path folder = Files.createTempDirectory("metrics-http");
                return Map.of(
                        "afterimage.bootstrap-servers", TestBroker.shared().bootstrapServers(),
                        "afterimage.topic-prefix", "m" + UUID.randomUUID() + ".",
                        "afterimage.store", folder.resolve("store").toString(),
                        "afterimage.state-dir", folder.resolve("streams").toString(),
                        "quarkus.http.test-port", "0");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestHTTPResource("/q/metrics")
    URI endpoint;

    private final ClassifierConfig config;
    private Map<String, Object> client = Map.of();
    private Topics topics = new Topics("");

    MetricsHttpTest(ClassifierConfig config) {
        this.config = config;
    }

    @BeforeEach
    void readConfig() {
        client = Map.of("bootstrap.servers", config.bootstrapServers());
        topics = new Topics(config.topicPrefix());
    }

    @Test
    void theReadmesTableNamesWhatIsPublished() throws Exception {
        classifyOne();
        await().atMost(PATIENCE).until(() -> scrape().contains("afterimage_consumer_lag_records{"));

        Set<String> named = found(ROW, Files.readString(Path.of("../README.md")));
        Set<String> published = found(SAMPLE, scrape());
        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(published);
        // Micrometer's greatest of the last minutes comes with each histogram.
        assertThat(published)
                .filteredOn(name -> name.startsWith("afterimage_") && !name.endsWith("_max"))
                .isSubsetOf(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"afterimage-dashboard.json", "afterimage-alerts.yaml"})
    void dashboardAndAlertsNameOnlyWhatIsPublished(String file) throws Exception {
        classifyOne();
        await().atMost(PATIENCE).until(() -> scrape().contains("afterimage_consumer_lag_records{"));
        String text = Files.readString(Path.of("../deploy/grafana", file));

        assertThat(found(NAME, text)).isNotEmpty().isSubsetOf(found(NAME, scrape()));
        if (file.endsWith(".json")) {
            assertThat(new JsonObject(text).getJsonArray("panels")).isNotEmpty();
        }
    }

    private void classifyOne() throws Exception {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, PATIENCE).create(topics.all(), Optional.empty());
        }
        publish(TestModels.colours());
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] event = TestImages.event(TestImages.png(Color.RED)).build().toByteArray();
            producer.send(new ProducerRecord<>(topics.images().name(), event)).get();
        }
        Pattern counted = Pattern.compile("afterimage_images_total\\{outcome=\"labelled\",reason=\"none\"} [1-9]");
        await().atMost(PATIENCE).until(() -> counted.matcher(scrape()).find());
    }

    private void publish(byte[] file) throws Exception {
        ModelLog log = new ModelLog(client, topics.models(), PATIENCE, Clock.systemUTC());
        String version = Store.at(config.store()).put(Store.Kind.MODEL, file);
        ModelHistory seen = log.publish(
                ModelPublished.newBuilder()
                        .setVersion(version)
                        .setName("test")
                        .setSize(file.length)
                        .addAllLabels(ModelPackage.read(file).labels())
                        .build(),
                TEST);
        log.promote(seen.find(version).orElseThrow(), seen, false, TEST);
    }

    private String scrape() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
