package io.afterimage.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The headers that a dead letter carries beside the original bytes. All are UTF-8 text. */
public final class DeadLetters {
    /** A {@link RejectionReason} by name. */
    public static final String REASON = "afterimage.reason";
    /** One line for a person. */
    public static final String DETAIL = "afterimage.detail";
    /** The topic, partition and offset of the record that was rejected. */
    public static final String TOPIC = "afterimage.topic";

    public static final String PARTITION = "afterimage.partition";
    public static final String OFFSET = "afterimage.offset";
    /** When it was rejected, RFC 3339 in UTC. */
    public static final String TIME = "afterimage.time";

    /** Lower-case hex SHA-256 of the original value, where it was too large to be kept. */
    public static final String VALUE_SHA256 = "afterimage.value-sha256";

    private DeadLetters() {}

    /** Where a record stood, and why it was rejected. */
    public record Origin(Rejection rejection, String topic, int partition, long offset, Instant time) {}

    /** Writes the headers, in place of any of the same names that the record came with. */
    public static void write(Headers headers, Origin origin) {
        put(headers, REASON, origin.rejection().reason().name());
        put(headers, DETAIL, origin.rejection().detail());
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, Integer.toString(origin.partition()));
        put(headers, OFFSET, Long.toString(origin.offset()));
        put(headers, TIME, origin.time().toString());
    }

    /**
     * Notes the hash of a value that is too large for the topic.
     *
     * @return the value to write in its place: nothing
     */
    public static byte[] withoutValue(Headers headers, byte[] value) {
        put(headers, VALUE_SHA256, Sha256.hex(value));
        return new byte[0];
    }

    /** The text of a header, or null where the record has none of that name. */
    public static @Nullable String read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Takes the headers off again, as for a replay. */
    public static void strip(Headers headers) {
        for (String name : new String[] {REASON, DETAIL, TOPIC, PARTITION, OFFSET, TIME, VALUE_SHA256}) {
            headers.remove(name);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
