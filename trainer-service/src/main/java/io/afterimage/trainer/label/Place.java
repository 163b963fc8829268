package io.afterimage.trainer.label;

import io.afterimage.events.v1.Coordinate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an image stands in the images topic, as addresses write it: {@code PARTITION-OFFSET}.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record Place(int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})-([0-9]{1,18})");

    /** The place that a coordinate names. */
    public static Place of(Coordinate coordinate) {
        return new Place(coordinate.getPartition(), coordinate.getOffset());
    }

    /** Reads what {@link #toString} writes; empty if it is none. */
    public static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The record of a topic that stands there. */
    public Coordinate in(String topic, String topicUuid) {
        return Coordinate.newBuilder()
                .setTopic(topic)
                .setTopicUuid(topicUuid)
                .setPartition(partition)
                .setOffset(offset)
                .build();
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
