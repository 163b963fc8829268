package io.afterimage.events;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times between Java and the messages. Pure. */
public final class Times {
    private Times() {}

    public static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    /** The time of a message of ours, or of one that was checked: others may lie beyond what Java can count. */
    public static Instant instant(Timestamp at) {
        return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    }
}
