package io.afterimage.trainer.run;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.gate.TestUse;

/**
 * What a run is made from, as it is at one moment.
 *
 * @param live version to begin with and to compare with; empty if none is live
 * @param use of the test set
 */
public record RunSource(Snapshot snapshot, String live, TestUse use) {}
