package io.afterimage.model.device;

import java.util.ArrayList;
import java.util.List;

/** The sizes of batches that are run where each size costs a first time: 1, 2, 4 and so on, and the largest. */
final class BatchSizes {
    private BatchSizes() {}

    /** All of them, from 1 to {@code largest}. */
    static List<Integer> upTo(int largest) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < largest; size *= 2) {
            sizes.add(size);
        }
        sizes.add(largest);
        return sizes;
    }

    /** The smallest of them that has room for {@code n} images, which are at most {@code largest}. */
    static int roomFor(int n, int largest) {
        int size = 1;
        while (size < n) {
            size *= 2;
        }
        return Math.min(size, largest);
    }
}
