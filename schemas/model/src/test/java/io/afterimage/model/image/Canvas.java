package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import io.afterimage.model.InputGeometry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.assertj.core.data.Offset;

/** A decoder with a target of one size, and what a test wants to know of the pixels there. */
final class Canvas implements AutoCloseable {
    static final int RED = 0xFF0000;
    static final int GREEN = 0x00FF00;
    static final int BLUE = 0x0000FF;
    static final int WHITE = 0xFFFFFF;
    static final int BLACK = 0x000000;

    private final InputGeometry geometry;
    private final ByteBuffer target;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);

    Canvas(int width, int height, int resize) {
        geometry = new InputGeometry(width, height, resize);
        target = ByteBuffer.allocateDirect(geometry.bytes());
    }

    DecodeResult decode(byte[] image) {
        return decoder.decode(image, 0, image.length, geometry, target);
    }

    DecodeResult.Decoded decoded(byte[] image) {
        DecodeResult result = decode(image);
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return (DecodeResult.Decoded) result;
    }

    RejectionReason refused(byte[] image) {
        DecodeResult result = decode(image);
        assertThat(result).isInstanceOf(DecodeResult.Rejected.class);
        return ((DecodeResult.Rejected) result).rejection().reason();
    }

    /** The result of one of the decodes above as a category: the reason, or DECODED. */
    static String outcome(DecodeResult result) {
        return result instanceof DecodeResult.Rejected rejected
                ? rejected.rejection().reason().name()
                : "DECODED";
    }

    int rgb(int x, int y) {
        int at = (y * geometry.width() + x) * 3;
        return red(x, y) << 16 | (target.get(at + 1) & 0xFF) << 8 | (target.get(at + 2) & 0xFF);
    }

    int red(int x, int y) {
        return target.get((y * geometry.width() + x) * 3) & 0xFF;
    }

    int green(int x, int y) {
        return rgb(x, y) >> 8 & 0xFF;
    }

    byte[] pixels() {
        byte[] pixels = new byte[geometry.bytes()];
        target.get(0, pixels);
        return pixels;
    }

    /** The middles of the four quarters, in reading order; each channel may be off by what a lossy codec does. */
    void showsQuadrants(int... colours) {
        int left = geometry.width() / 4;
        int top = geometry.height() / 4;
        int right = geometry.width() - 1 - left;
        int bottom = geometry.height() - 1 - top;
        int[] seen = {rgb(left, top), rgb(right, top), rgb(left, bottom), rgb(right, bottom)};
        for (int i = 0; i < colours.length; i++) {
            assertThat(distance(seen[i], colours[i]))
                    .as("quadrant %s of %s", i, Arrays.toString(hex(seen)))
                    .isCloseTo(0, Offset.offset(12));
        }
    }

    @Override
    public void close() {
        decoder.close();
    }

    private static int distance(int a, int b) {
        int red = Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF));
        int green = Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF));
        return Math.max(Math.max(red, green), Math.abs((a & 0xFF) - (b & 0xFF)));
    }

    private static String[] hex(int[] colours) {
        return Arrays.stream(colours).mapToObj("%06x"::formatted).toArray(String[]::new);
    }
}
