package io.afterimage.classifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.live.LiveState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ModelMetricsTest {
    private static final String FIRST = "1".repeat(64);
    private static final String SECOND = "2".repeat(64);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ModelMetrics metrics = new ModelMetrics(registry);

    @Test
    void onlyTheModelInUseIsShown() {
        metrics.changed(new LiveState(FIRST, 1, "", ""), "cpu");
        metrics.changed(new LiveState(SECOND, 2, "", ""), "cpu");

        assertThat(registry.get("afterimage.model.swaps").counter().count()).isEqualTo(2);
        assertThat(registry.find("afterimage.model.info").gauges())
                .singleElement()
                .satisfies(info -> {
                    assertThat(info.value()).isEqualTo(1);
                    assertThat(info.getId().getTag("version")).isEqualTo("222222222222");
                    assertThat(info.getId().getTag("number")).isEqualTo("2");
                    assertThat(info.getId().getTag("device")).isEqualTo("cpu");
                });
    }

    @Test
    void aRefusedModelCountsAtEachTryAndStaysInSightUntilItIsMended() {
        metrics.changed(new LiveState(FIRST, 1, "", ""), "cpu");

        metrics.changed(new LiveState(FIRST, 1, SECOND, "no such object"), "cpu");
        metrics.changed(new LiveState(FIRST, 1, SECOND, "no such object"), "cpu");
        assertThat(registry.get("afterimage.model.refusals").counter().count()).isEqualTo(2);
        assertThat(registry.get("afterimage.model.refused").gauge().value()).isEqualTo(1);

        metrics.changed(new LiveState(SECOND, 2, "", ""), "cpu");
        assertThat(registry.get("afterimage.model.refused").gauge().value()).isZero();
        assertThat(registry.get("afterimage.model.refusals").counter().count()).isEqualTo(2);
    }

    @Test
    void fallingBackIsASwapAndNoFurtherRefusal() {
        metrics.changed(new LiveState("", 0, SECOND, "no such object"), "cpu");
        metrics.changed(new LiveState(FIRST, 1, SECOND, "no such object"), "cpu");

        assertThat(registry.get("afterimage.model.refusals").counter().count()).isEqualTo(1);
        assertThat(registry.get("afterimage.model.swaps").counter().count()).isEqualTo(1);
        assertThat(registry.get("afterimage.model.refused").gauge().value()).isEqualTo(1);
    }

    @Test
    void aModelThatMovesToAnotherDeviceIsShownThere() {
        metrics.changed(new LiveState(FIRST, 1, "", ""), "cuda:0");
        metrics.changed(new LiveState(FIRST, 1, "", ""), "cpu");

        assertThat(registry.find("afterimage.model.info").gauges())
                .singleElement()
                .satisfies(info -> assertThat(info.getId().getTag("device")).isEqualTo("cpu"));
        assertThat(registry.get("afterimage.model.swaps").counter().count()).isEqualTo(1);
    }
}
