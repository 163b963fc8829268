package io.afterimage.trainer.label;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Embeddings laid onto random lines, the same ones in every process: how far two are apart stays about what it was, in
 * far less memory (Achlioptas, Database-friendly random projections, 2003). Only those of one model can be compared.
 * Pure.
 */
public final class Projection {
    private static final int MOST_VALUES = 4096;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Projection() {}

    /**
     * Where an embedding lies on each line.
     *
     * @param half IEEE 754 binary16, little endian
     * @param lines how many, a multiple of 64
     * @return empty where there is no embedding, or none that has a direction
     */
    public static Optional<float[]> of(ByteString half, int lines) {
        int values = half.size() / Short.BYTES;
        if (values == 0 || values > MOST_VALUES) {
            return Optional.empty();
        }
        ShortBuffer halves =
                half.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] embedding = new float[values];
        for (int i = 0; i < values; i++) {
            embedding[i] = Fp16Conversions.fp16ToFloat(halves.get(i));
        }
        return of(embedding, lines);
    }

    /**
     * Where an embedding lies on each line.
     *
     * @param embedding at most 4,096 values
     * @param lines how many, a multiple of 64
     * @return empty where it has no direction
     */
    public static Optional<float[]> of(float[] embedding, int lines) {
        float[] sums = new float[lines];
        double length = 0;
        for (int i = 0; i < embedding.length; i++) {
            length += (double) embedding[i] * embedding[i];
            add(embedding[i], i, sums);
        }
        return length > 0 && Double.isFinite(length) ? Optional.of(sums) : Optional.empty();
    }

    /** The lines' coordinates are 1 and -1 at random. */
    private static void add(float value, int index, float[] sums) {
        int words = sums.length / Long.SIZE;
        for (int word = 0; word < words; word++) {
            long random = mixed((long) index * words + word + 1);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                sums[word * Long.SIZE + bit] += (random >>> bit & 1) == 0 ? value : -value;
            }
        }
    }

    /** SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mixed(long index) {
        long z = index * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
