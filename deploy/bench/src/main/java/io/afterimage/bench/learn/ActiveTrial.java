package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs courses of labelling, each in a process of its own. */
record ActiveTrial(Workplace place, PhotoOptions photos, Path model, ImportArguments imported, int threads) {
    /** How photos are chosen. */
    enum Strategy {
        /** All at once. */
        ALL,
        /** As the review queue asks. */
        QUEUE,
        /** Whichever comes. */
        RANDOM;

        /** In lower case, for people. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Runs one.
     *
     * @param wanted accuracy at which it ends; of no account where all are taken at once
     */
    Map<String, Object> run(Strategy strategy, long split, double wanted) throws InterruptedException {
        List<String> arguments = List.of(
                photos.folder().toString(),
                Integer.toString(photos.most()),
                model.toString(),
                imported.labels(),
                imported.preset(),
                Long.toString(split),
                Long.toString(photos.seed()),
                Integer.toString(threads),
                place.path("cache").toString(),
                strategy.name(),
                Double.toString(wanted));
        return new ObjectMapper()
                .convertValue(
                        TrainerChild.run(ActiveMain.class, arguments, place.path("trainings.log"))
                                .get(0),
                        new TypeReference<Map<String, Object>>() {});
    }

    /** Under which key the result is kept. */
    String key(Strategy strategy, long split) {
        return String.join(
                " ",
                strategy.label(),
                Results.named(model),
                "split " + split,
                photos.conditions(),
                "threads " + threads);
    }
}
