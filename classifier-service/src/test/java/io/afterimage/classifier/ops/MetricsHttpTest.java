package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestTask;
import io.afterimage.model.TestModels;
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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service under Quarkus with a real broker: what it publishes, and whether the documents name just that. */
@Tag("broker")
@QuarkusTest
@Isolated // Quarkus sets properties of the whole process.
@TestProfile(MetricsHttpTest.RealBroker.class)
class MetricsHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+_[a-z_]+)(\\{[a-z,]+})?` \\|");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+?)(?:_bucket|_count|_sum)?[{ ]");
    private static final Pattern CLASSIFIED =
            Pattern.compile("afterimage_images_total\\{outcome=\"labelled\",reason=\"none\"} [1-9]");
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

    MetricsHttpTest(ClassifierConfig config) {
        this.config = config;
    }

    /** All that is published has a value once an image was classified and the lag was looked at. */
    @BeforeEach
    void classifyOne() throws Exception {
        if (!CLASSIFIED.matcher(scrape()).find()) {
            try (TestTask task = TestTask.of(config)) {
                task.promote(TestModels.colours());
                task.send(1, Color.RED);
            }
            await().atMost(PATIENCE).until(() -> CLASSIFIED.matcher(scrape()).find());
        }
        await().atMost(PATIENCE).until(() -> scrape().contains("afterimage_consumer_lag_records{"));
    }

    @Test
    void theReadmesTableNamesWhatIsPublished() throws Exception {
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
        String text = Files.readString(Path.of("../deploy/grafana", file));

        assertThat(found(NAME, text)).isNotEmpty().isSubsetOf(found(NAME, scrape()));
        if (file.endsWith(".json")) {
            assertThat(new JsonObject(text).getJsonArray("panels")).isNotEmpty();
        }
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
