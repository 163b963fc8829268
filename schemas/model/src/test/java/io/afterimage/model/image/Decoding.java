package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import io.afterimage.model.image.DecodeResult.Rejected;
import java.awt.Color;
import java.nio.ByteBuffer;

/** A decoder and the input it wrote last. */
final class Decoding implements AutoCloseable {
    private final ImageDecoder decoder;
    private final InputGeometry geometry;
    private final ByteBuffer target;

    Decoding(ImageLimits limits, InputGeometry geometry) {
        this.decoder = new ImageDecoder(limits);
        this.geometry = geometry;
        this.target = ByteBuffer.allocateDirect(geometry.bytes());
    }

    Decoding() {
        this(ImageLimits.DEFAULTS, new InputGeometry(32, 32, 32));
    }

    DecodeResult decode(byte[] bytes) {
        return decoder.decode(bytes, 0, bytes.length, geometry, target);
    }

    Decoded decoded(byte[] bytes) {
        DecodeResult result = decode(bytes);
        assertThat(result).isInstanceOf(Decoded.class);
        return (Decoded) result;
    }

    Rejection rejection(byte[] bytes) {
        DecodeResult result = decode(bytes);
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).rejection();
    }

    RejectionReason reason(byte[] bytes) {
        return rejection(bytes).reason();
    }

    byte[] pixels() {
        byte[] pixels = new byte[geometry.bytes()];
        target.get(0, pixels);
        return pixels;
    }

    void assertQuadrants(Color... colours) {
        for (int i = 0; i < 4; i++) {
            int x = geometry.width() * (i % 2 == 0 ? 1 : 3) / 4;
            int y = geometry.height() * (i < 2 ? 1 : 3) / 4;
            assertPixel(x, y, colours[i], 12);
        }
    }

    void assertPixel(int x, int y, Color colour, int tolerance) {
        int position = (y * geometry.width() + x) * 3;
        int[] expected = {colour.getRed(), colour.getGreen(), colour.getBlue()};
        for (int i = 0; i < 3; i++) {
            assertThat(target.get(position + i) & 0xFF)
                    .as("channel %d of (%d, %d)", i, x, y)
                    .isCloseTo(expected[i], within(tolerance));
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
