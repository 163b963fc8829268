package io.afterimage.broker;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Identities of Kafka clusters: random UUIDs in URL-safe base64. */
final class ClusterId {
    private ClusterId() {}

    static String random() {
        String id;
        do {
            UUID uuid = UUID.randomUUID();
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            // The format tool would take a leading dash for an option.
        } while (id.startsWith("-"));
        return id;
    }
}
