package io.afterimage.trainer.finetune;

import java.util.Map;
import java.util.TreeMap;

/** Sums up what time is spent on. For one thread. */
final class Stopwatch {
    private final Map<String, Double> seconds = new TreeMap<>();
    private long last = System.nanoTime();

    /** Says what the time since the last call, or the beginning, was spent on. */
    void spent(String on) {
        long now = System.nanoTime();
        seconds.merge(on, (now - last) / 1e9, Double::sum);
        last = now;
    }

    Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }
}
