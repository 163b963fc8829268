package io.afterimage.bench.decode;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;

/** The classifier's decoder. */
final class OurDecode implements Decode, AutoCloseable {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private final InputGeometry geometry;
    private final ByteBuffer input;

    OurDecode(InputGeometry geometry) {
        this.geometry = geometry;
        this.input = ByteBuffer.allocateDirect(geometry.bytes());
    }

    @Override
    public boolean decode(byte[] encoded) {
        return decoder.decode(encoded, 0, encoded.length, geometry, input) instanceof DecodeResult.Decoded;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
