package io.afterimage.trainer.finetune;

import io.afterimage.model.InputGeometry;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The pixels themselves, as uint8 [height, width, 3]. */
final class PixelMaker implements Maker {
    private final ImageReader reader;
    private final ByteBuffer pixels;

    PixelMaker(InputGeometry geometry) {
        reader = new ImageReader(geometry);
        pixels = ByteBuffer.allocateDirect(geometry.bytes());
    }

    /** The kind of these records. */
    static String kind(InputGeometry geometry) {
        return "pixels " + geometry;
    }

    @Override
    public ByteBuffer make(SnapshotEntry entry, int copy) throws IOException {
        return reader.read(entry, copy, pixels.clear()) ? pixels : pixels.limit(0);
    }

    @Override
    public void close() {
        reader.close();
    }
}
