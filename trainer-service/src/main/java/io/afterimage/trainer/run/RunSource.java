package io.afterimage.trainer.run;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.gate.TestUse;
import org.jspecify.annotations.Nullable;

/**
 * What a run is made from, as it is at one moment.
 *
 * @param live version to begin with and to compare with; empty if none is live
 * @param file of that version; null if none is live
 * @param use of the test set
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record RunSource(Snapshot snapshot, String live, byte @Nullable [] file, TestUse use) {}
