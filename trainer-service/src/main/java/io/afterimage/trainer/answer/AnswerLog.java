package io.afterimage.trainer.answer;

import io.afterimage.events.v1.Feedback;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
}
