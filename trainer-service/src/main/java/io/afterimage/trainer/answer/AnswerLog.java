package io.afterimage.trainer.answer;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.label.Place;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people said last, of every sender of feedback. Safe for many threads: all state is guarded by this. */
public final class AnswerLog {
    private static final int MOST = 20_000;
    private static final int LARGEST_BYTES = 8 << 10;

    private final Deque<Said> newest = new ArrayDeque<>();

    /**
     * What one person said.
     *
     * @param at when the brokers took it
     */
    public record Said(Feedback feedback, Instant at) {
        /** The class that was given; empty where none was. */
        public String name() {
            return feedback.hasTrueClass() ? feedback.getTrueClass() : feedback.getConfirmedClass();
        }
    }

    /** Remembers it, unless it is larger than anybody's answer is. */
    public synchronized void add(Feedback feedback, Instant at) {
        if (feedback.getSerializedSize() > LARGEST_BYTES) {
            return;
        }
        if (newest.size() == MOST) {
            newest.removeLast();
        }
        newest.addFirst(new Said(feedback, at));
    }

    /**
     * The newest first.
     *
     * @param person null for any
     * @param name class; null for any answer
     */
    public synchronized List<Said> find(@Nullable String person, @Nullable String name, int most) {
        return newest.stream()
                .filter(said -> person == null || person.equals(said.feedback().getPerson()))
                .filter(said -> name == null || name.equals(said.name()))
                .limit(most)
                .toList();
    }

    /** Where the images stand that people spoke of, by their hash, as far as answers name it. */
    public synchronized Map<ByteString, Place> places() {
        Map<ByteString, Place> places = new HashMap<>();
        for (Said said : newest) {
            if (said.feedback().hasCoordinate()) {
                places.putIfAbsent(
                        said.feedback().getSha256(), Place.of(said.feedback().getCoordinate()));
            }
        }
        return places;
    }
}
