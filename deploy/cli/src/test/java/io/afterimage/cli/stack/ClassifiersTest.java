package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.ClassifierReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifiersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void oneThatIsReadyMakesTheClusterReady() {
        Classifiers classifiers = Classifiers.of(List.of(report("a", "v1").build()), NOW);

        assertThat(classifiers.ready()).isTrue();
        assertThat(classifiers.notReady()).isEmpty();
        assertThat(classifiers.remarks()).isEmpty();
    }

    @Test
    void anOldReportIsOfADeadInstance() {
        Classifiers classifiers = Classifiers.of(
                List.of(report("a", "v1").setAt(at(NOW.minusSeconds(31))).build()), NOW);

        assertThat(classifiers.ready()).isFalse();
        assertThat(classifiers.notReady()).isEqualTo("no classifier has reported within 30 s");
    }

    @Test
    void differentModelsAreMixed() {
        Classifiers classifiers = Classifiers.of(
                List.of(
                        report("a", "v1").build(),
                        report("b", "v2").build(),
                        report("c", "v2").build()),
                NOW);

        assertThat(classifiers.ready()).isTrue();
        assertThat(classifiers.remarks()).isEqualTo("mixed: v1 in 1, v2 in 2");
    }

    @Test
    void oneThatIsNotReadySaysWhy() {
        Classifiers classifiers = Classifiers.of(
                List.of(
                        report("a", "v1").build(),
                        report("b", "v1")
                                .setReady(false)
                                .setReason("the brokers do not answer")
                                .build()),
                NOW);

        assertThat(classifiers.ready()).isFalse();
        assertThat(classifiers.notReady()).isEqualTo("the brokers do not answer");
    }

    @Test
    void aRefusedVersionIsNamed() {
        Classifiers classifiers = Classifiers.of(
                List.of(report("a", "v1")
                        .setRefusedModel("v2")
                        .setRefusal("its scores differ")
                        .build()),
                NOW);

        assertThat(classifiers.remarks()).isEqualTo("version v2 is live but was refused: its scores differ");
    }

    @Test
    void theirDevicesAreSaidOnceEach() {
        Classifiers classifiers = Classifiers.of(
                List.of(
                        report("a", "v1").setDevice("cuda:0").build(),
                        report("b", "v1").setDevice("cuda:0").build(),
                        report("c", "v1").setDevice("cpu (no GPU)").build(),
                        report("d", "").build()),
                NOW);

        assertThat(classifiers.devices()).containsExactly("cuda:0", "cpu (no GPU)");
    }

    private static ClassifierReport.Builder report(String instance, String model) {
        return ClassifierReport.newBuilder()
                .setInstance(instance)
                .setModel(model)
                .setAt(at(NOW))
                .setReady(true);
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }
}
