package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what waits. For one thread. */
final class Counting {
    private final Map<String, Integer> bySource = new TreeMap<>();
    private final Map<String, Integer> byClass = new TreeMap<>();
    private final Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
    private int waiting;

    void addDrawn(SeenLabel label) {
        waiting++;
        bySource.merge(label.source(), 1, Integer::sum);
        byReason.merge(Reason.DRAWN, 1, Integer::sum);
    }

    void add(Waiting one) {
        waiting++;
        bySource.merge(one.label().source(), 1, Integer::sum);
        byClass.merge(one.label().said(), 1, Integer::sum);
        one.judgement().reasons().forEach(reason -> byReason.merge(reason, 1, Integer::sum));
    }

    Counts counts(int taken, int doneToday) {
        return new Counts(waiting, taken, doneToday, bySource, byClass, byReason);
    }
}
