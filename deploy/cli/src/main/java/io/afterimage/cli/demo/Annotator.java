package io.afterimage.cli.demo;

import io.afterimage.events.Feedbacks;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A simulated person who says the truth of what is marked for review: of all that was drawn at random, since the live accuracy is
 * estimated from that, and of as much else as there is time for. For one thread.
 */
final class Annotator {
    private static final String PERSON = "annotator";
    /** What is caught up with after a while without anything to do. */
    private static final long MOST_BEHIND = Duration.ofSeconds(1).toNanos();

    private final Consumer<Feedback> sender;
    private final long interval;
    private final LongSupplier clock;
    private long free;
    private int answered;
    /** By version. */
    private final Map<String, Integer> draws = new HashMap<>();

    /**
     * @param sender takes the answers
     * @param rate answers a second, at most; more than are drawn
     * @param clock in nanoseconds
     */
    Annotator(Consumer<Feedback> sender, double rate, LongSupplier clock) {
        this.sender = sender;
        this.interval = Math.round(TimeUnit.SECONDS.toNanos(1) / rate);
        this.clock = clock;
        this.free = clock.getAsLong();
    }

    /** Answers if the label is marked for review, and drawn or there is time. */
    void look(Label label, String truth) {
        long now = clock.getAsLong();
        boolean drawn = drawn(label);
        if (drawn || (label.getReviewCount() > 0 && now - free >= 0)) {
            free = Math.max(free, now - MOST_BEHIND) + interval;
            sender.accept(answer(label, truth));
            answered++;
            draws.merge(label.getModel(), drawn ? 1 : 0, Integer::sum);
        }
    }

    /** How many were answered. */
    int answered() {
        return answered;
    }

    /** How many of them were drawn of what a version labelled. */
    int draws(String version) {
        return draws.getOrDefault(version, 0);
    }

    /** Random draws are shown without the prediction; who names the class that was shown agrees with it. */
    static Feedback answer(Label label, String truth) {
        Feedback.Builder said = Feedback.newBuilder()
                .setImageId(label.getId())
                .setSource(label.getSource())
                .setCoordinate(label.getCoordinate())
                .setSha256(label.getSha256())
                .addAllAskedBecause(label.getReviewList())
                .setPerson(PERSON)
                .setGivenAt(Times.timestamp(Instant.now()))
                .setTrueClass(truth);
        if (drawn(label)) {
            return said.setBlind(true).build();
        }
        said.setShown(Shown.newBuilder().setModel(label.getModel()).addAllTop(label.getTopList()));
        return Feedbacks.repeatsTheModel(said.build())
                ? said.setConfirmedClass(truth).build()
                : said.build();
    }

    private static boolean drawn(Label label) {
        return label.getReviewList().contains(ReviewReason.DRAWN);
    }
}
