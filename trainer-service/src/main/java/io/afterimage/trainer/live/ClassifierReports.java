package io.afterimage.trainer.live;

import io.afterimage.events.Times;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.trainer.label.Newest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each classifier said of itself last. Not safe for several threads. */
final class ClassifierReports {
    /** A report is repeated every few seconds; an older one is of an instance that is gone. */
    private static final Duration LARGEST_AGE = Duration.ofSeconds(30);

    private static final int MOST = 1_000;

    private final Newest<ClassifierReport> latest = new Newest<>(MOST);

    /** @param report null where the instance stopped in order */
    void take(String instance, @Nullable ClassifierReport report) {
        if (report == null) {
            latest.remove(instance);
        } else {
            latest.putLast(instance, report);
        }
    }

    /** Those of instances that live, by name. */
    List<ClassifierReport> alive(Instant now) {
        return latest.values().stream()
                .filter(report -> isFresh(report, now))
                .sorted(Comparator.comparing(ClassifierReport::getInstance))
                .toList();
    }

    private static boolean isFresh(ClassifierReport report, Instant now) {
        try {
            return !Times.instant(report.getAt()).isBefore(now.minus(LARGEST_AGE));
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
