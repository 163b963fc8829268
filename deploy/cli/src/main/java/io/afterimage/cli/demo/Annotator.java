package io.afterimage.cli.demo;

import io.afterimage.events.Feedbacks;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A simulated person who says the truth of what is marked for review, of as much as there is time for. For one thread. */
final class Annotator {
    private static final String PERSON = "annotator";
    /** What is caught up with after a while without anything to do. */
    private static final long MOST_BEHIND = Duration.ofSeconds(1).toNanos();

    private final Consumer<Feedback> sender;
    private final long interval;
    private final LongSupplier clock;
    private long free;
    private int answered;

    /**
     * @param sender takes the answers
     * @param rate answers a second, at most
     * @param clock in nanoseconds
     */
    Annotator(Consumer<Feedback> sender, double rate, LongSupplier clock) {
        this.sender = sender;
        this.interval = Math.round(TimeUnit.SECONDS.toNanos(1) / rate);
        this.clock = clock;
        this.free = clock.getAsLong();
    }

    /** Answers if the label is marked for review and there is time. */
    void look(Label label, String truth) {
        long now = clock.getAsLong();
        if (label.getReviewCount() > 0 && now - free >= 0) {
            free = Math.max(free, now - MOST_BEHIND) + interval;
            sender.accept(answer(label, truth));
            answered++;
        }
    }

    /** How many were answered. */
    int answered() {
        return answered;
    }

    /** Random draws are shown without the prediction; who names the class that was shown agrees with it. */
    static Feedback answer(Label label, String truth) {
        Feedback.Builder said = Feedback.newBuilder()
                .setImageId(label.getId())
                .setCoordinate(label.getCoordinate())
                .setSha256(label.getSha256())
                .addAllAskedBecause(label.getReviewList())
                .setPerson(PERSON)
                .setGivenAt(Times.timestamp(Instant.now()))
                .setTrueClass(truth);
        if (label.getReviewList().contains(ReviewReason.DRAWN)) {
            return said.setBlind(true).build();
        }
        said.setShown(Shown.newBuilder().setModel(label.getModel()).addAllTop(label.getTopList()));
        return Feedbacks.repeatsTheModel(said.build())
                ? said.setConfirmedClass(truth).build()
                : said.build();
    }
}
