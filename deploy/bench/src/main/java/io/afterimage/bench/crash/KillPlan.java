package io.afterimage.bench.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What is killed when, at random moments that a seed makes the same again. Pure. */
record KillPlan(List<Kill> kills) {
    /** Kills fall into this part of the work, so that all of them meet full load. */
    private static final double FIRST = 0.03;

    private static final double LAST = 0.97;

    /** The broker, in place of a classifier's number. */
    static final int BROKER = -1;

    /**
     * A process that dies.
     *
     * @param labels so many labels are there when it does
     * @param victim number of a classifier from 0, or {@link #BROKER}
     */
    record Kill(int labels, int victim) {}

    /**
     * Draws a plan.
     *
     * @param images in all
     * @param classifiers number of instances
     * @param each kills of each of them
     * @param broker kills of the broker
     */
    static KillPlan draw(long seed, int images, int classifiers, int each, int broker) {
        Random random = new Random(seed);
        List<Kill> kills = new ArrayList<>();
        for (int victim = 0; victim < classifiers; victim++) {
            add(kills, each, victim, images, random);
        }
        add(kills, broker, BROKER, images, random);
        kills.sort(Comparator.comparingInt(Kill::labels));
        return new KillPlan(List.copyOf(kills));
    }

    private static void add(List<Kill> kills, int count, int victim, int images, Random random) {
        for (int i = 0; i < count; i++) {
            double part = FIRST + (LAST - FIRST) * random.nextDouble();
            kills.add(new Kill((int) (part * images), victim));
        }
    }
}
