package io.afterimage.bench.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the plain loop uses the machine.
 *
 * @param threads that decode and infer
 * @param batch images in one run of the model
 * @param threadsOfRun threads that share one run
 */
record Setting(int threads, int batch, int threadsOfRun) {
    private static final String SEPARATOR = "x";

    static Setting parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        return new Setting(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** What is tried to find the ceiling of an accelerator, which takes one run at a time. */
    static List<Setting> candidates(int cores, int largestBatch) {
        return IntStream.of(1, 2, cores, 2 * cores)
                .distinct()
                .mapToObj(threads -> new Setting(threads, largestBatch, 1))
                .toList();
    }

    /** What is tried to find the ceiling of the processor. */
    static List<Setting> candidates(int cores) {
        List<Setting> candidates = new ArrayList<>();
        for (int threads :
                IntStream.of(1, cores, cores + 1, 2 * cores).distinct().toArray()) {
            for (int batch : new int[] {1, 4, 16}) {
                candidates.add(new Setting(threads, batch, 1));
            }
        }
        if (cores > 1) {
            candidates.add(new Setting(1, 1, cores));
            candidates.add(new Setting(1, 16, cores));
        }
        return candidates;
    }

    /** As {@link #parse} takes it. */
    String argument() {
        return threads + SEPARATOR + batch + SEPARATOR + threadsOfRun;
    }

    /** For people. */
    String text() {
        return threads + (threads == 1 ? " thread" : " threads") + ", batch " + batch
                + (threadsOfRun == 1 ? "" : ", " + threadsOfRun + " threads a run");
    }
}
