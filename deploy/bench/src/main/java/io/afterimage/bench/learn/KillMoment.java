package io.afterimage.bench.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When what is killed.
 *
 * @param share of a whole run's time after its begin, from 0 to a little over 1
 * @param service the trainer itself, or else the process of its run
 */
record KillMoment(double share, boolean service) {
    /** A run's end is not to be missed. */
    private static final double BEYOND = 1.1;

    /** Half of them kill the service. The first of some moments are the same however many there are. */
    static List<KillMoment> draw(long seed, int moments) {
        Random random = new Random(seed);
        List<KillMoment> drawn = new ArrayList<>();
        for (int i = 0; i < moments; i++) {
            drawn.add(new KillMoment(random.nextDouble() * BEYOND, i % 2 == 0));
        }
        return drawn;
    }
}
