package io.afterimage.classifier.metrics;

import io.afterimage.classifier.live.LiveState;
import io.afterimage.model.log.ModelVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** Which model runs, how often that changed, and whether it is the one that should run. For the thread that loads. */
public final class ModelMetrics {
    private final Counter swaps;
    private final Counter refusals;
    private final MultiGauge info;
    private String device = "";
    private volatile LiveState state = LiveState.NONE;

    public ModelMetrics(MeterRegistry registry) {
        swaps = Counter.builder("afterimage.model.swaps")
                .description("Models put into use, the first one included")
                .register(registry);
        refusals = Counter.builder("afterimage.model.refusals")
                .description("Times that the live model could not be loaded")
                .register(registry);
        info = MultiGauge.builder("afterimage.model.info")
                .description("The model in use")
                .register(registry);
        Gauge.builder("afterimage.model.refused", this, metrics -> metrics.refusing() ? 1 : 0)
                .description("1 while another model should run than the one in use")
                .register(registry);
    }

    /**
     * The watch has come to a new state.
     *
     * @param on where inference runs now
     */
    public void changed(LiveState next, String on) {
        boolean swapped = !next.model().equals(state.model());
        boolean moved = !on.equals(device);
        state = next;
        device = on;
        if (swapped) {
            swaps.increment();
        } else if (refusing()) {
            refusals.increment();
        }
        if (!next.model().isEmpty() && (swapped || moved)) {
            Tags tags =
                    Tags.of("version", ModelVersion.shorten(next.model()), "number", Integer.toString(next.number()));
            info.register(List.of(MultiGauge.Row.of(tags.and("device", on), 1)), true);
        }
    }

    private boolean refusing() {
        return !state.refusedModel().isEmpty();
    }
}
