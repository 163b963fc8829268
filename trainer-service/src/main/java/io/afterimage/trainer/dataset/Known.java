package io.afterimage.trainer.dataset;

import io.afterimage.events.v1.Example;

/**
 * An example as it is known, without its image, and where on the topic stands what people agree on now: later votes that
 * change nothing of that, and a new name of the class, leave it there.
 */
record Known(Example example, int partition, long offset) {
    /** What a later record makes of it. */
    Known with(Known later) {
        boolean same = example.getCreatedAt().equals(later.example.getCreatedAt());
        return same ? new Known(later.example, partition, offset) : later;
    }
}
