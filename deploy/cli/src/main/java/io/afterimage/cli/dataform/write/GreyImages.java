package io.afterimage.cli.dataform.write;

import io.afterimage.cli.dataform.GreyPng;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Makes of encoded images squares of grey pixels, all of one size. For one thread, which also closes it. */
final class GreyImages implements AutoCloseable {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private final boolean scales;
    private int side;
    private ByteBuffer rgb = ByteBuffer.allocateDirect(0);

    /** @param side of all in pixels: what has another is scaled, and loses its colours; empty: the side of the first */
    GreyImages(OptionalInt side) {
        scales = side.isPresent();
        side.ifPresent(this::fixSide);
    }

    /** An image as grey pixels, or why it is none. */
    sealed interface Grey {
        /**
         * The image.
         *
         * @param pixels 0 (black) to 255 (white), row by row
         */
        record Pixels(byte[] pixels) implements Grey {}

        /** It would not be the same image. */
        record Unfit(String why) implements Grey {}
    }

    /** Side of all in pixels; 0 before the first. */
    int side() {
        return side;
    }

    Grey of(byte[] image) {
        boolean first = side == 0;
        if (first) {
            fixSide(sideOf(image));
        }
        if (side == 0) {
            return new Grey.Unfit(
                    "it is no square of 1 to " + GreyPng.LARGEST_SIDE + " pixels; --side N scales images to N x N");
        }
        InputGeometry square = new InputGeometry(side, side, side);
        Grey grey = decoder.decode(image, 0, image.length, square, rgb) instanceof DecodeResult.Decoded decoded
                ? grey(decoded)
                : new Grey.Unfit("it cannot be decoded");
        if (first && grey instanceof Grey.Unfit) {
            // What is not written decides nothing for the others.
            side = 0;
        }
        return grey;
    }

    @Override
    public void close() {
        decoder.close();
    }

    private Grey grey(DecodeResult.Decoded decoded) {
        if (!scales && (decoded.width() != side || decoded.height() != side)) {
            return new Grey.Unfit("it has " + decoded.width() + " x " + decoded.height() + " pixels, the first has "
                    + side + " x " + side + "; --side N scales images to N x N");
        }
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int red = rgb.get(3 * i) & 0xFF;
            int green = rgb.get(3 * i + 1) & 0xFF;
            int blue = rgb.get(3 * i + 2) & 0xFF;
            if (!scales && (red != green || green != blue)) {
                return new Grey.Unfit("it has colours, which pixels of one byte cannot hold; --side N makes it grey");
            }
            pixels[i] = (byte) luma(red, green, blue);
        }
        return new Grey.Pixels(pixels);
    }

    /** As ITU-R BT.601 weighs colours; what is grey stays as it is. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    private int sideOf(byte[] image) {
        InputGeometry any = new InputGeometry(1, 1, 1);
        ByteBuffer pixel = ByteBuffer.allocateDirect(any.bytes());
        return decoder.decode(image, 0, image.length, any, pixel) instanceof DecodeResult.Decoded decoded
                        && decoded.width() == decoded.height()
                        && decoded.width() <= GreyPng.LARGEST_SIDE
                ? decoded.width()
                : 0;
    }

    private void fixSide(int pixels) {
        side = pixels;
        rgb = ByteBuffer.allocateDirect(3 * pixels * pixels);
    }
}
