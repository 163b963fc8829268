package io.afterimage.trainer.finetune;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.afterimage.model.InputGeometry;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Varies images. After an {@code ImageDecoder} was made, which loads OpenCV. For one thread. */
final class Augmenter implements AutoCloseable {
    private final InputGeometry geometry;
    private final int side;
    private final Size size;
    private final Scalar black = new Scalar(0);
    private final DoublePointer map = new DoublePointer(6);
    private final Mat matrix = new Mat(2, 3, CV_64F, map);
    private final byte[][] colours = new byte[3][256];

    /** @param geometry of what comes out; images are squares of {@link #side} */
    Augmenter(InputGeometry geometry) {
        this.geometry = geometry;
        this.side = side(geometry);
        this.size = new Size(geometry.width(), geometry.height());
    }

    /** The side of the square that is varied: with some room around what the model sees. */
    static int side(InputGeometry geometry) {
        return Math.max(geometry.resize(), (int) Math.round(1.15 * Math.max(geometry.width(), geometry.height())));
    }

    /** How an image is decoded to be varied. */
    static InputGeometry square(InputGeometry geometry) {
        int side = side(geometry);
        return new InputGeometry(side, side, side);
    }

    /**
     * Varies one image.
     *
     * @param image direct, uint8 [side, side, 3]
     * @param target direct, takes uint8 [height, width, 3]
     */
    void vary(ByteBuffer image, Variation variation, ByteBuffer target) {
        map.position(0).put(variation.map(geometry));
        try (BytePointer from = new BytePointer(image);
                BytePointer to = new BytePointer(target);
                Mat source = new Mat(side, side, CV_8UC3, from);
                Mat varied = new Mat(geometry.height(), geometry.width(), CV_8UC3, to)) {
            warpAffine(source, varied, matrix, size, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_REFLECT_101, black);
        }
        colour(variation, target);
    }

    private void colour(Variation variation, ByteBuffer target) {
        for (int channel = 0; channel < colours.length; channel++) {
            for (int value = 0; value < 256; value++) {
                double other = variation.factors()[channel] * value + variation.offset();
                colours[channel][value] = (byte) Math.max(0, Math.min(255, Math.round(other)));
            }
        }
        byte[] pixels = new byte[geometry.bytes()];
        target.get(target.position(), pixels);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = colours[i % 3][pixels[i] & 255];
        }
        target.put(target.position(), pixels);
    }

    @Override
    public void close() {
        matrix.close();
        map.close();
        black.close();
        size.close();
    }
}
