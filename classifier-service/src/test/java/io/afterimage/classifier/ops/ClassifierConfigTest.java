package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.device.Precision;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ClassifierConfigTest {
    @Test
    void theDefaultsSuitOneMachine() {
        ClassifierConfig config = config(Map.of());

        assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.clientProperties()).isEmpty();
        assertThat(config.topicPrefix()).isEqualTo("afterimage.");
        assertThat(config.store()).isEqualTo("store");
        assertThat(config.stateDir()).isEqualTo(Path.of("streams"));
        assertThat(config.runners()).isEmpty();
        assertThat(config.device()).isEqualTo("auto");
        assertThat(config.deviceFallback()).isEqualTo(ClassifierConfig.Fallback.NONE);
        assertThat(config.deviceMemory()).isEqualTo(4L << 30);
        assertThat(config.devicePrecision()).isEqualTo(Precision.FLOAT32);
        assertThat(config.deviceRunners()).isEqualTo(2);
        assertThat(config.largestBatch()).isEqualTo(32);
        assertThat(config.streamThreads()).isEqualTo(2);
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.retryRefused()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.allowedHosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(config.label().unsureBelow()).isEqualTo(0.5);
        assertThat(config.label().top()).isEqualTo(5);
        assertThat(config.draw().share()).isEqualTo(0.01);
        assertThat(config.draw().keyFile()).isEmpty();
        assertThat(config.image().mostBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.image().mostPixels()).isEqualTo(50_000_000);
        assertThat(config.image().mostMemory()).isEqualTo(512L << 20);
        assertThat(config.traces().endpoint()).isEmpty();
        assertThat(config.traces().share()).isEqualTo(0.01);
        assertThat(config.http().tokenFile()).isEmpty();
        assertThat(config.http().mostRequests()).isEqualTo(512);
        assertThat(config.http().mostHeld()).isEqualTo(128L << 20);
        assertThat(config.http().bodyTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.http().sourceRate()).isEqualTo(1000);
        assertThat(config.http().mostFollowers()).isEqualTo(100);
    }

    @Test
    void everythingCanBeSet() {
        ClassifierConfig config = config(Map.ofEntries(
                Map.entry("afterimage.bootstrap-servers", "a:1,b:2"),
                Map.entry("afterimage.client-properties", "client.properties"),
                Map.entry("afterimage.topic-prefix", "signs."),
                Map.entry("afterimage.store", "s3://bucket/store"),
                Map.entry("afterimage.state-dir", "state"),
                Map.entry("afterimage.runners", "3"),
                Map.entry("afterimage.device", "cuda:1"),
                Map.entry("afterimage.device-fallback", "cpu"),
                Map.entry("afterimage.device-memory", "4000"),
                Map.entry("afterimage.device-precision", "float16"),
                Map.entry("afterimage.device-runners", "1"),
                Map.entry("afterimage.largest-batch", "16"),
                Map.entry("afterimage.stream-threads", "4"),
                Map.entry("afterimage.patience", "2s"),
                Map.entry("afterimage.retry-refused", "3s"),
                Map.entry("afterimage.allowed-hosts", "classifier.example"),
                Map.entry("afterimage.label.unsure-below", "0.8"),
                Map.entry("afterimage.label.top", "3"),
                Map.entry("afterimage.draw.share", "0.2"),
                Map.entry("afterimage.draw.key-file", "key"),
                Map.entry("afterimage.image.most-bytes", "1000"),
                Map.entry("afterimage.image.most-pixels", "2000"),
                Map.entry("afterimage.image.most-memory", "3000"),
                Map.entry("afterimage.traces.endpoint", "http://collector:4318/v1/traces"),
                Map.entry("afterimage.traces.share", "0.5"),
                Map.entry("afterimage.http.token-file", "token"),
                Map.entry("afterimage.http.most-requests", "5"),
                Map.entry("afterimage.http.most-held", "4000"),
                Map.entry("afterimage.http.body-time", "6s"),
                Map.entry("afterimage.http.source-rate", "7"),
                Map.entry("afterimage.http.most-followers", "8")));

        assertThat(config.bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(config.clientProperties()).contains(Path.of("client.properties"));
        assertThat(config.topicPrefix()).isEqualTo("signs.");
        assertThat(config.store()).isEqualTo("s3://bucket/store");
        assertThat(config.stateDir()).isEqualTo(Path.of("state"));
        assertThat(config.runners()).hasValue(3);
        assertThat(config.device()).isEqualTo("cuda:1");
        assertThat(config.deviceFallback()).isEqualTo(ClassifierConfig.Fallback.CPU);
        assertThat(config.deviceMemory()).isEqualTo(4000);
        assertThat(config.devicePrecision()).isEqualTo(Precision.FLOAT16);
        assertThat(config.deviceRunners()).isEqualTo(1);
        assertThat(config.largestBatch()).isEqualTo(16);
        assertThat(config.streamThreads()).isEqualTo(4);
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.retryRefused()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.allowedHosts()).containsExactly("classifier.example");
        assertThat(config.label().unsureBelow()).isEqualTo(0.8);
        assertThat(config.label().top()).isEqualTo(3);
        assertThat(config.draw().share()).isEqualTo(0.2);
        assertThat(config.draw().keyFile()).contains(Path.of("key"));
        assertThat(config.image().mostBytes()).isEqualTo(1000);
        assertThat(config.image().mostPixels()).isEqualTo(2000);
        assertThat(config.image().mostMemory()).isEqualTo(3000);
        assertThat(config.traces().endpoint()).contains(URI.create("http://collector:4318/v1/traces"));
        assertThat(config.traces().share()).isEqualTo(0.5);
        assertThat(config.http().tokenFile()).contains(Path.of("token"));
        assertThat(config.http().mostRequests()).isEqualTo(5);
        assertThat(config.http().mostHeld()).isEqualTo(4000);
        assertThat(config.http().bodyTime()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.http().sourceRate()).isEqualTo(7);
        assertThat(config.http().mostFollowers()).isEqualTo(8);
    }

    /** The configuration with these values, and the defaults for all others. */
    public static ClassifierConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ClassifierConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ClassifierConfig.class);
    }
}
