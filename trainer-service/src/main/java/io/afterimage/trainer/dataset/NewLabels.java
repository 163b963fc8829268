package io.afterimage.trainer.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Examples to learn from that came after others.
 *
 * @param count how many
 * @param oldest when the oldest of them was made; null if there are none
 */
public record NewLabels(int count, @Nullable Instant oldest) {}
