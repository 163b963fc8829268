package io.afterimage.cli.feed;

import io.afterimage.cli.output.Output;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a feed says at its end. */
final class FeedReport {
    private final Output output;

    FeedReport(Output output) {
        this.output = output;
    }

    /** Says how the sending ended. */
    void sent(FeedRun.Result result, long took, boolean interrupted) {
        String refused = result.refused() == 0 ? "" : ", " + count(result.refused(), "file") + " not sent";
        output.summary((interrupted ? "Interrupted: sent " : "Sent ") + images(result.delivered())
                + in(result.delivered(), took) + refused + ".");
        result.failure()
                .ifPresent(failure -> output.note("afterimage: " + images(result.failed())
                        + " did not reach the brokers: " + failure.getMessage()));
    }

    /** Says what became of the images. */
    void answered(Outcomes outcomes, long took) {
        String rejections = outcomes.rejections().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        int letters = outcomes.done() - outcomes.labels();
        output.summary(count(outcomes.labels(), "label") + ", " + count(letters, "dead letter")
                + (letters == 0 ? "" : rejections) + in(outcomes.done(), took) + ".");
        if (outcomes.repeated() > 0) {
            output.note("afterimage: " + count(outcomes.repeated(), "answer") + " came for images that had theirs"
                    + " already. Each should have exactly one.");
        }
    }

    /** Says that not every image was answered. */
    void missing(Outcomes outcomes, Duration patience, boolean interrupted) {
        output.note("afterimage: " + outcomes.missing() + " of " + images(outcomes.missing() + outcomes.done())
                + " have neither label nor dead letter"
                + (interrupted
                        ? " yet."
                        : ", and nothing came for " + patience.toSeconds()
                                + " s. Is a classifier up and ready? See 'afterimage status'."));
    }

    private static String in(long images, long took) {
        double seconds = took / 1e9;
        return String.format(Locale.ROOT, " in %.1f s (%.0f images/s)", seconds, images / Math.max(seconds, 1e-3));
    }

    private static String images(long count) {
        return count(count, "image");
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
