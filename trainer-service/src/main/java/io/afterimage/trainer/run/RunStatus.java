package io.afterimage.trainer.run;

import io.afterimage.trainer.finetune.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is now.
 *
 * @param progress of its process; null while there is none
 * @param etaSeconds until the stage is over; negative where unknown
 */
public record RunStatus(RunRecord record, @Nullable Progress progress, double etaSeconds) {}
