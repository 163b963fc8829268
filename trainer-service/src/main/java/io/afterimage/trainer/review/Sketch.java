package io.afterimage.trainer.review;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * 256 bits of an embedding, of which two images share the more, the smaller the angle between their embeddings is: each bit says on which
 * side of a random plane it lies. 32 bytes stay of up to 8 kB. Only those of one model can be compared. Immutable.
 *
 * @see <a href="https://doi.org/10.1145/509907.509965">Charikar, Similarity estimation techniques from rounding algorithms, 2002</a>
 */
final class Sketch {
    static final int BITS = 256;

    private static final int WORDS = BITS / Long.SIZE;
    private static final int MOST_VALUES = 4096;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

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
        int values = half.size() / Short.BYTES;
        if (values == 0 || values > MOST_VALUES) {
            return Optional.empty();
        }
        ShortBuffer halves =
                half.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] sums = new float[BITS];
        double length = 0;
        for (int i = 0; i < values; i++) {
            float value = Fp16Conversions.fp16ToFloat(halves.get(i));
            length += (double) value * value;
            add(value, i, sums);
        }
        return length > 0 && Double.isFinite(length) ? Optional.of(new Sketch(signs(sums))) : Optional.empty();
    }

    /** Of {@value #BITS} bits, how many differ: 0 for the same direction, 128 for a right angle. */
    int distance(Sketch other) {
        int different = 0;
        for (int i = 0; i < WORDS; i++) {
            different += Long.bitCount(words[i] ^ other.words[i]);
        }
        return different;
    }

    /** The planes' coordinates are 1 and -1 at random, the same in every process. */
    private static void add(float value, int index, float[] sums) {
        for (int word = 0; word < WORDS; word++) {
            long random = mixed((long) index * WORDS + word + 1);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                sums[word * Long.SIZE + bit] += (random >>> bit & 1) == 0 ? value : -value;
            }
        }
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

    /** SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mixed(long index) {
        long z = index * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
