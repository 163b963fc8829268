package io.afterimage.trainer.ops;

import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.estimate.Book;
import io.afterimage.trainer.estimate.QualityFields;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.live.SummaryFields;
import io.afterimage.trainer.live.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/quality}: how good the answers are on what is really seen. */
final class QualityRoutes {
    private static final int MOST_SLICES = 2_000;

    private final Console console;
    private final Supplier<Book> read;
    private final LabelMap map;

    /**
     * @param read gives what was read up to now, or refuses
     * @param map what labels mean in the classes that people use
     */
    QualityRoutes(Console console, Supplier<Book> read, LabelMap map) {
        this.console = console;
        this.read = read;
        this.map = map;
    }

    void addTo(Routes routes) {
        routes.get("/v1/quality", exchange -> quality());
    }

    private Map<String, ?> quality() {
        Timeline timeline = console.timeline();
        Book book = read.get();
        Map<String, @Nullable Object> fields = QualityFields.of(book.quality(map));
        fields.put("classes", console.classCounts().newest(MOST_SLICES));
        fields.put(
                "swaps",
                timeline.history().promotions().stream()
                        .map(promotion -> SummaryFields.swap(promotion, timeline::number))
                        .toList());
        Optional<String> live = timeline.history().live().map(ModelVersion::version);
        fields.put("drift", QualityFields.of(live.flatMap(book::drift).orElse(null)));
        fields.put(
                "training_drift",
                QualityFields.of(live.flatMap(version ->
                                book.places(version).from(console.training().of(version)))
                        .orElse(null)));
        return fields;
    }
}
