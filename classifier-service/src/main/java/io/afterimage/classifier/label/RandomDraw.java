package io.afterimage.classifier.label;

import io.afterimage.events.v1.Coordinate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws a share of the images at random, by HMAC-SHA256 of their coordinates: independent of what the image shows and
 * of what the model says, the same however often the image is processed, and not to be foreseen by who sends it. Safe
 * for many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
public final class RandomDraw {
    private static final String ALGORITHM = "HmacSHA256";

    private final double share;
    /** Keyed, and only ever copied: to look the algorithm up and key it takes longer than the draw. */
    private final Mac keyed;

    /**
     * @param share of the images that is drawn, in [0, 1]: each image's propensity
     * @param key at least 16 secret bytes
     */
    public RandomDraw(double share, byte[] key) {
        if (!(share >= 0 && share <= 1) || key.length < 16) {
            throw new IllegalArgumentException("A share from 0 to 1 and a key of at least 16 bytes are needed, not "
                    + share + " and " + key.length);
        }
        this.share = share;
        this.keyed = keyed(key);
    }

    /** Probability with which each image is drawn. */
    public double propensity() {
        return share;
    }

    public boolean draws(Coordinate coordinate) {
        Mac mac = copy();
        mac.update(coordinate.getTopicUuid().getBytes(StandardCharsets.UTF_8));
        mac.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(coordinate.getPartition())
                .putLong(coordinate.getOffset())
                .flip());
        // The first 53 bits as a number in [0, 1): as many as a double holds.
        double uniform = (ByteBuffer.wrap(mac.doFinal()).getLong() >>> 11) * 0x1.0p-53;
        return uniform < share;
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }
}
