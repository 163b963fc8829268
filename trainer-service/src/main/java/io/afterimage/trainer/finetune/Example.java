package io.afterimage.trainer.finetune;

import io.afterimage.trainer.dataset.SnapshotEntry;

/**
 * An example that is trained with.
 *
 * @param column position of its class among those that are learned
 */
record Example(SnapshotEntry entry, int column) {}
