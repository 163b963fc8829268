package io.afterimage.trainer.review;

import com.google.protobuf.ByteString;
import io.afterimage.trainer.label.Projection;
import java.util.Optional;

/**
 * 256 bits of an embedding, of which two images share the more, the smaller the angle between their embeddings is: each
 * bit says on which side of a random plane it lies. 32 bytes stay of up to 8 kB. Only those of one model can be
 * compared. Immutable.
 *
 * @see <a href="https://doi.org/10.1145/509907.509965">Charikar, Similarity estimation techniques from rounding
 *     algorithms, 2002</a>
 */
final class Sketch {
    static final int BITS = 256;

    private static final int WORDS = BITS / Long.SIZE;

    private final long[] words;

    private Sketch(long[] words) {
        this.words = words;
    }

    /**
     * The sketch of an embedding.
     *
     * @param half IEEE 754 binary16, little endian
     * @return empty where there is none, or none that has a direction
     */
    static Optional<Sketch> of(ByteString half) {
        return Projection.of(half, BITS).map(sums -> new Sketch(signs(sums)));
    }

    /** Of {@value #BITS} bits, how many differ: 0 for the same direction, 128 for a right angle. */
    int distance(Sketch other) {
        int different = 0;
        for (int i = 0; i < WORDS; i++) {
            different += Long.bitCount(words[i] ^ other.words[i]);
        }
        return different;
    }

    private static long[] signs(float[] sums) {
        long[] words = new long[WORDS];
        for (int i = 0; i < BITS; i++) {
            if (sums[i] > 0) {
                words[i / Long.SIZE] |= 1L << (i % Long.SIZE);
            }
        }
        return words;
    }
}
