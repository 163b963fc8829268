package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as it is handed to a person.
 *
 * @param reasons in their order; empty in a grid, where a person chose the class
 * @param why in words
 * @param hidden whether the prediction must not be shown
 * @param until when it is the person's; null where it is lent to nobody
 */
public record Entry(SeenLabel label, List<Reason> reasons, String why, boolean hidden, @Nullable Instant until) {}
