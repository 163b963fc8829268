package io.afterimage.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private final NearDuplicates index = new NearDuplicates();
    private final Random random = new Random(1);

    @Test
    void findsExactlyWhatComparingWithAllFinds() {
        long[] hashes = new long[5000];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = i % 2 == 0 ? random.nextLong() : flipped(hashes[i - 1], random.nextInt(10));
            assertThat(index.add(hashes[i])).isEqualTo(i);
        }

        for (int i = 0; i < 500; i++) {
            long asked = flipped(hashes[random.nextInt(hashes.length)], random.nextInt(10));
            int[] expected = IntStream.range(0, hashes.length)
                    .filter(other -> Long.bitCount(asked ^ hashes[other]) <= NearDuplicates.BOUND)
                    .toArray();
            assertThat(index.near(asked)).containsExactlyInAnyOrder(expected);
        }
    }

    @Test
    void anImageOfOneColourMayBeThereManyTimes() {
        IntStream.range(0, 3000).forEach(i -> index.add(0));

        assertThat(index.near(1)).hasSize(3000).doesNotHaveDuplicates();
    }

    private long flipped(long hash, int bits) {
        long changed = hash;
        while (Long.bitCount(changed ^ hash) < bits) {
            changed ^= 1L << random.nextInt(64);
        }
        return changed;
    }
}
