package io.afterimage.classifier.label;

import java.util.Arrays;

/** The most probable classes. Pure. */
final class Ranking {
    private Ranking() {}

    /** Indices of the {@code k} largest values, largest first; of equals, the lower index comes first. */
    static int[] top(float[] probabilities, int k) {
        int[] top = new int[Math.min(k, probabilities.length)];
        int filled = 0;
        for (int i = 0; i < probabilities.length; i++) {
            int place = filled;
            while (place > 0 && probabilities[top[place - 1]] < probabilities[i]) {
                place--;
            }
            if (place < top.length) {
                filled = Math.min(filled + 1, top.length);
                System.arraycopy(top, place, top, place + 1, filled - place - 1);
                top[place] = i;
            }
        }
        return Arrays.copyOf(top, filled);
    }
}
