package io.afterimage.trainer.finetune;

import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Makes records of images. Holds native memory; for one thread. */
interface Maker extends AutoCloseable {
    /**
     * Makes one record.
     *
     * @param copy 0 of the image as it is, others of it varied
     * @return the record, until the next one is made; empty if the image cannot be decoded
     */
    ByteBuffer make(SnapshotEntry entry, int copy) throws IOException;

    @Override
    void close();
}
