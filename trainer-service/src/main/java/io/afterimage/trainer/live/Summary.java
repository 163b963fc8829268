package io.afterimage.trainer.live;

import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.model.log.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How things are at one moment.
 *
 * @param live version that should be in use; null for none
 * @param labelsPerSecond over the last ten seconds
 * @param shownPerSecond those of them that readers were told of
 * @param p50Millis of the newest labels, from the broker's taking the image to the result; null where there is none
 * @param p95Millis the same
 * @param lag images that wait for a classifier; null where it is not known
 * @param lastSwap the promotion that made the live version live; null for none
 * @param decisions of the last minute, by name
 * @param deadLetters of the last minute, by reason
 * @param sources that are remembered
 * @param classifiers those that live
 * @param failure why nothing is followed now; empty where it is
 */
record Summary(
        Instant at,
        @Nullable ModelVersion live,
        double labelsPerSecond,
        double shownPerSecond,
        @Nullable Long p50Millis,
        @Nullable Long p95Millis,
        @Nullable Long lag,
        @Nullable Promotion lastSwap,
        Map<String, Integer> decisions,
        Map<String, Integer> deadLetters,
        int sources,
        List<ClassifierReport> classifiers,
        String failure) {

    /** Whether classifiers use different versions. */
    boolean mixed() {
        return classifiers.stream().map(ClassifierReport::getModel).distinct().count() > 1;
    }
}
