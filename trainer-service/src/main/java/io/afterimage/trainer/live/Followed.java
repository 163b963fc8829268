package io.afterimage.trainer.live;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic that is followed.
 *
 * @param topic its full name
 * @param start where to begin
 * @param taker is handed each record, by the follower's thread
 */
public record Followed(String topic, Start start, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    /** Where to begin, when a partition is read for the first time. */
    public enum Start {
        /** With all that is kept. */
        OLDEST,
        /** With what the images topic may still have the images of, but at most so many records of each partition. */
        RECENT,
        /** With what comes from now on. */
        NOW
    }
}
