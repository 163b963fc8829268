package io.afterimage.trainer.example;

import io.afterimage.events.v1.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * On which side of the split a group comes: by a keyed hash of its name, so that it depends on nothing else and a sender
 * who does not know the key cannot choose. About 70% train, 15% validation and 15% test. Safe for many threads.
 */
public final class Sides {
    private static final String HMAC = "HmacSHA256";
    private static final double TRAIN = 0.70;
    private static final double VALIDATION = 0.85;

    private final SecretKeySpec key;

    /** @param key secret of the split, at least 1 byte */
    public Sides(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** The group's side. */
    public Side of(String group) {
        double point = uniform(group);
        return point < TRAIN ? Side.TRAIN : point < VALIDATION ? Side.VALIDATION : Side.TEST;
    }

    /** In [0, 1). */
    private double uniform(String group) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            long bits = ByteBuffer.wrap(mac.doFinal(group.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            return (bits >>> 11) * 0x1.0p-53;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
