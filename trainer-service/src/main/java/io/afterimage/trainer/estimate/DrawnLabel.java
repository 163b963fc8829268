package io.afterimage.trainer.estimate;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ReviewReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A label whose image was drawn at random, whatever the model said of it.
 *
 * @param id of the image
 * @param source of the image
 * @param group frames of one source and minute share one; any other image is alone
 * @param model version that made the label
 * @param said the class it puts first
 * @param probability of that class, 0 to 1
 * @param propensity probability with which the image was to be drawn, above 0
 * @param at when the broker took the image
 */
public record DrawnLabel(
        String id,
        String source,
        String group,
        String model,
        String said,
        double probability,
        double propensity,
        Instant at) {
    /**
     * The label as a draw.
     *
     * @param key of its record: the source for continuous feeds, whose neighbouring images show one scene
     * @return empty where it was not drawn, or has no class or no time
     */
    public static Optional<DrawnLabel> of(String key, Label label) {
        double propensity = label.getDrawPropensity();
        if (!label.getReviewList().contains(ReviewReason.DRAWN)
                || label.getTopCount() == 0
                || !(propensity > 0 && propensity <= 1)) {
            return Optional.empty();
        }
        try {
            Instant at = Times.instant(label.getReceivedAt());
            boolean continuous = key.equals(label.getSource()) && !key.equals(label.getId());
            String group = continuous ? key + " at " + at.truncatedTo(ChronoUnit.MINUTES) : label.getId();
            return Optional.of(new DrawnLabel(
                    label.getId(),
                    label.getSource(),
                    group,
                    label.getModel(),
                    label.getTop(0).getLabel(),
                    label.getTop(0).getProbability(),
                    propensity,
                    at));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
