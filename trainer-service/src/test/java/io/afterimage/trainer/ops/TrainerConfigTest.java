package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.finetune.Preset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
    @Test
    void theDefaultsSuitOneMachine() {
        TrainerConfig config = TrainerTask.config(Map.of());

        assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.clientProperties()).isEmpty();
        assertThat(config.topicPrefix()).isEqualTo("afterimage.");
        assertThat(config.store()).isEqualTo("store");
        assertThat(config.trainingDir()).isEqualTo(Path.of("training"));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.labelPatience()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.allowedHosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(config.split().keyFile()).isEmpty();
        assertThat(config.image().mostBytes()).isEqualTo(64 << 20);
        assertThat(config.image().mostPixels()).isEqualTo(50_000_000);
        assertThat(config.image().mostMemory()).isEqualTo(512 << 20);
        assertThat(config.http().tokenFile()).isEmpty();
        assertThat(config.run().preset()).isEqualTo(Preset.AUTO);
        assertThat(config.run().threads()).isEmpty();
        assertThat(config.run().time()).isEqualTo(Duration.ofHours(2));
        assertThat(config.trigger().labels()).isEqualTo(200);
        assertThat(config.trigger().age()).isEqualTo(Duration.ofDays(1));
        assertThat(config.trigger().interval()).isEmpty();
        assertThat(config.trigger().pause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.gate().promotion()).isEqualTo(TrainerConfig.Promotion.AUTO);
        assertThat(config.gate().labelMap()).isEmpty();
        assertThat(config.mlflow().uri()).isEmpty();
        assertThat(config.mlflow().name()).isEqualTo("afterimage");
        assertThat(config.mlflow().credentialsFile()).isEmpty();
    }

    @Test
    void allCanBeSet() {
        Map<String, String> all = new HashMap<>();
        all.put("afterimage.bootstrap-servers", "b:1,c:2");
        all.put("afterimage.client-properties", "client.properties");
        all.put("afterimage.topic-prefix", "task.");
        all.put("afterimage.store", "s3://bucket/store");
        all.put("afterimage.training-dir", "/var/lib/training");
        all.put("afterimage.patience", "PT2S");
        all.put("afterimage.label-patience", "PT1M");
        all.put("afterimage.allowed-hosts", "trainer.example");
        all.put("afterimage.split.key-file", "split.key");
        all.put("afterimage.image.most-bytes", "1000");
        all.put("afterimage.image.most-pixels", "2000");
        all.put("afterimage.image.most-memory", "3000");
        all.put("afterimage.http.token-file", "token");
        all.put("afterimage.run.preset", "head");
        all.put("afterimage.run.threads", "3");
        all.put("afterimage.trigger.labels", "0");
        all.put("afterimage.trigger.interval", "PT1H");
        all.put("afterimage.gate.promotion", "manual");
        all.put("afterimage.gate.label-map", "map.json");
        all.put("afterimage.mlflow.uri", "http://mlflow:5000");
        all.put("afterimage.mlflow.name", "signs");
        all.put("afterimage.mlflow.credentials-file", "mlflow.secret");

        TrainerConfig config = TrainerTask.config(all);

        assertThat(config.bootstrapServers()).isEqualTo("b:1,c:2");
        assertThat(config.clientProperties()).contains(Path.of("client.properties"));
        assertThat(config.topicPrefix()).isEqualTo("task.");
        assertThat(config.store()).isEqualTo("s3://bucket/store");
        assertThat(config.trainingDir()).isEqualTo(Path.of("/var/lib/training"));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.labelPatience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.allowedHosts()).containsExactly("trainer.example");
        assertThat(config.split().keyFile()).contains(Path.of("split.key"));
        assertThat(config.image().mostBytes()).isEqualTo(1000);
        assertThat(config.image().mostPixels()).isEqualTo(2000);
        assertThat(config.image().mostMemory()).isEqualTo(3000);
        assertThat(config.http().tokenFile()).contains(Path.of("token"));
        assertThat(config.run().preset()).isEqualTo(Preset.HEAD);
        assertThat(config.run().threads()).hasValue(3);
        assertThat(config.trigger().labels()).isZero();
        assertThat(config.trigger().interval()).contains(Duration.ofHours(1));
        assertThat(config.gate().promotion()).isEqualTo(TrainerConfig.Promotion.MANUAL);
        assertThat(config.gate().labelMap()).contains(Path.of("map.json"));
        assertThat(config.mlflow().uri()).contains("http://mlflow:5000");
        assertThat(config.mlflow().name()).isEqualTo("signs");
        assertThat(config.mlflow().credentialsFile()).contains(Path.of("mlflow.secret"));
    }
}
