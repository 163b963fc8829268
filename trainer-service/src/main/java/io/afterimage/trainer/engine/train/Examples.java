package io.afterimage.trainer.engine.train;

import java.io.IOException;
import java.util.List;

/** What is learned from, batch by batch. Used by one thread. */
public interface Examples {
    /** The class of each example, from 0; at least one example. The array must not change. */
    int[] classes();

    /**
     * Some of the examples, as what enters the graph.
     *
     * @param examples their positions
     * @param epoch from 0: an example may look different in each
     * @return its arrays are the caller's
     * @throws IOException if what is kept on disk cannot be read
     */
    Batch batch(List<Integer> examples, int epoch) throws IOException;
}
