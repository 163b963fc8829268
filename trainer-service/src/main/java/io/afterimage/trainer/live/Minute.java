package io.afterimage.trainer.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name over the last sixty seconds, second by second. Not safe for several threads. */
final class Minute {
    private static final int SECONDS = 60;
    private static final int MOST_NAMES = 100;

    private final Deque<Second> seconds = new ArrayDeque<>();

    private record Second(long at, Map<String, Integer> counts) {}

    void add(String name, Instant now) {
        forget(now);
        Second last = seconds.peekLast();
        if (last == null || last.at() != now.getEpochSecond()) {
            last = new Second(now.getEpochSecond(), new HashMap<>());
            seconds.addLast(last);
        }
        if (last.counts().size() < MOST_NAMES || last.counts().containsKey(name)) {
            last.counts().merge(name, 1, Integer::sum);
        }
    }

    /** By name. */
    Map<String, Integer> counts(Instant now) {
        forget(now);
        Map<String, Integer> sums = new TreeMap<>();
        seconds.forEach(second -> second.counts().forEach((name, count) -> sums.merge(name, count, Integer::sum)));
        return sums;
    }

    /** A second, on average over the last whole ones. */
    double rate(int over, Instant now) {
        long end = now.getEpochSecond();
        int sum = seconds.stream()
                .filter(second -> second.at() < end && second.at() >= end - over)
                .flatMap(second -> second.counts().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        return (double) sum / over;
    }

    private void forget(Instant now) {
        long oldest = now.getEpochSecond() - SECONDS;
        while (!seconds.isEmpty() && seconds.getFirst().at() <= oldest) {
            seconds.removeFirst();
        }
    }
}
