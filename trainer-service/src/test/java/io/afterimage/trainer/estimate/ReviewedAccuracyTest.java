package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Entry;
import io.afterimage.trainer.review.Frames;
import io.afterimage.trainer.review.ReviewQueue;
import io.afterimage.trainer.review.ReviewSettings;
import io.afterimage.trainer.review.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The review queue and the estimate together, against a truth that is known. */
class ReviewedAccuracyTest {
    private static final int SIMULATIONS = 1_000;
    private static final int SOURCES = 3;
    private static final int MINUTES = 60;
    private static final int FRAMES = 4;
    private static final int ASKED = 250;
    private static final double SHARE = 0.25;
    private static final double EASY = 0.85;
    private static final double RIGHT_IF_EASY = 0.95;
    private static final double RIGHT_IF_HARD = 0.35;
    private static final double TRUTH = EASY * RIGHT_IF_EASY + (1 - EASY) * RIGHT_IF_HARD;

    @Test
    void theIntervalHoldsTheTruthThoughPeopleSkipAndAreAskedMostlyAboutMistakes() {
        int held = 0;
        double sum = 0;
        for (int seed = 0; seed < SIMULATIONS; seed++) {
            LiveAccuracy estimate = estimated(new Random(seed));
            held += estimate.low() <= TRUTH && TRUTH <= estimate.high() ? 1 : 0;
            sum += estimate.accuracy();
        }

        assertThat(held).isBetween(930, 970);
        assertThat(sum / SIMULATIONS).as("it leans to neither side").isBetween(TRUTH - 0.005, TRUTH + 0.005);
    }

    private static LiveAccuracy estimated(Random random) {
        Book book = new Book(10_000);
        ReviewQueue queue = new ReviewQueue(ReviewSettings.DEFAULTS, () -> Frames.NOON);
        Map<String, String> truths = new HashMap<>();
        for (SeenLabel frame : day(random, truths)) {
            book.add(frame.source(), frame.label());
            queue.offer(frame, ByteString.EMPTY);
        }
        for (int asked = 0; asked < ASKED; asked++) {
            for (Entry entry : queue.take("anna", 1, Wish.ANY)) {
                answer(entry.label().id(), random, truths, book, queue);
            }
        }
        return book.accuracy("m", LabelMap.NONE).orElseThrow();
    }

    private static void answer(String id, Random random, Map<String, String> truths, Book book, ReviewQueue queue) {
        if (random.nextDouble() < 0.1) {
            queue.release("anna", List.of(id));
            return;
        }
        String truth = truths.getOrDefault(id, "");
        book.add(
                Feedback.newBuilder()
                        .setImageId(id)
                        .setPerson("anna")
                        .setBlind(queue.handedBlind(id, "anna"))
                        .setTrueClass(truth)
                        .build(),
                Frames.NOON);
        queue.answered(id, truth, Frames.NOON);
    }

    /** Frames of a minute are easy or hard together; a model that is wrong is more often unsure. */
    private static List<SeenLabel> day(Random random, Map<String, String> truths) {
        List<SeenLabel> frames = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int source = 0; source < SOURCES; source++) {
                double right = random.nextDouble() < EASY ? RIGHT_IF_EASY : RIGHT_IF_HARD;
                for (int frame = 0; frame < FRAMES; frame++) {
                    Instant at =
                            Frames.NOON.minusSeconds(60L * (MINUTES - minute)).plusSeconds(frame);
                    boolean said = random.nextDouble() < right;
                    frames.add(frame(frames.size(), "camera " + source, at, said, random, truths));
                }
            }
        }
        return frames;
    }

    private static SeenLabel frame(
            int number, String source, Instant at, boolean right, Random random, Map<String, String> truths) {
        List<ReviewReason> review = new ArrayList<>();
        if (random.nextDouble() < (right ? 0.1 : 0.6)) {
            review.add(ReviewReason.LOW_CONFIDENCE);
        }
        if (random.nextDouble() < SHARE) {
            review.add(ReviewReason.DRAWN);
        }
        truths.put(Frames.id(number), right ? "cat" : "dog");
        SeenLabel frame = Frames.of(number, source, "cat", 0.5, at, review.toArray(new ReviewReason[0]));
        Label label = frame.label().toBuilder().setDrawPropensity(SHARE).build();
        return SeenLabel.of(source, label).orElseThrow();
    }
}
