package io.afterimage.bench.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What time goes into. For one thread. */
final class Phases {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Consumer<String> listener;
    private long last = System.nanoTime();

    /** @param listener is told of each phase */
    Phases(Consumer<String> listener) {
        this.listener = listener;
    }

    /** A phase ended, which began when the one before did. */
    void ended(String phase) {
        long now = System.nanoTime();
        double took = Math.round((now - last) / 1e8) / 10.0;
        seconds.put(phase, took);
        last = now;
        listener.accept(phase + ": " + took + " s");
    }

    Map<String, Double> seconds() {
        return seconds;
    }
}
