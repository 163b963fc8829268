package io.afterimage.cli.feed;

import io.afterimage.cli.feed.FileEvents.RefusedFileException;

/** What is to be sent, one image after the other. For one thread, which also closes it. */
interface Pictures extends AutoCloseable {
    /** How many images there are in all; negative: nobody knows. */
    long count();

    boolean hasNext();

    /**
     * The next one; only where there is one.
     *
     * @throws RefusedFileException if it cannot be sent; the message names it and the reason. Others may follow
     */
    Picture next() throws RefusedFileException;

    @Override
    void close();
}
