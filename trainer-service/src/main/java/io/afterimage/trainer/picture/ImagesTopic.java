package io.afterimage.trainer.picture;

import io.afterimage.events.v1.Coordinate;
import io.afterimage.trainer.label.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The images topic as it is now. Its id is asked for at most every half minute: a topic that was made anew since is
 * noticed by the hashes of its images. Safe for many threads.
 */
public final class ImagesTopic {
    private static final Duration REMEMBER = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<String> ask;
    private final InstantSource clock;
    /** Guarded by this, as is {@link #until}. */
    private String uuid = "";

    private Instant until = Instant.MIN;

    /**
     * @param name in full
     * @param ask asks the brokers for its id, and throws where they do not answer
     */
    public ImagesTopic(String name, Supplier<String> ask, InstantSource clock) {
        this.name = name;
        this.ask = ask;
        this.clock = clock;
    }

    /** Kafka's id of it. */
    public synchronized String uuid() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            uuid = ask.get();
            until = now.plus(REMEMBER);
        }
        return uuid;
    }

    /** The record that stands at a place. */
    public Coordinate at(Place place) {
        return place.in(name, uuid());
    }
}
