package io.afterimage.trainer.ops;

import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.trainer.estimate.FeedbackWatch;
import io.afterimage.trainer.estimate.QualityFields;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.live.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/quality}: how good the answers are on what is really seen. */
final class QualityRoutes {
    private static final int MOST_SLICES = 2_000;

    private final Console console;
    private final Supplier<FeedbackWatch> watch;
    private final LabelMap map;

    /**
     * @param watch gives what was read up to now, or refuses
     * @param map what labels mean in the classes that people use
     */
    QualityRoutes(Console console, Supplier<FeedbackWatch> watch, LabelMap map) {
        this.console = console;
        this.watch = watch;
        this.map = map;
    }

    void addTo(Routes routes) {
        routes.get("/v1/quality", exchange -> quality());
    }

    private Map<String, ?> quality() {
        Timeline timeline = console.timeline();
        Map<String, @Nullable Object> fields = QualityFields.of(watch.get().quality(map));
        fields.put("classes", console.classCounts().newest(MOST_SLICES));
        fields.put(
                "swaps",
                timeline.history().promotions().stream()
                        .map(promotion -> swap(promotion, timeline.number(promotion.version())))
                        .toList());
        fields.put("drift", null);
        return fields;
    }

    private static Map<String, Object> swap(Promotion promotion, int number) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", promotion.version());
        fields.put("number", number);
        fields.put("at", promotion.at().toString());
        return fields;
    }
}
