package io.afterimage.model.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2mRGBA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.afterimage.model.InputGeometry;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Brings a decoded image into the form a model takes: cut and resized, opaque, upright, RGB. The cut comes first and
 * the turn last, so that only the full image's centre is ever touched at full size. Its scratch is as large as the
 * model's input. Owned by one thread.
 */
final class InputWriter implements AutoCloseable {
    private static final double FROM_16_BITS = 1 / 257.0;
    private static final int ALPHA = 3;
    private static final int LEFT_RIGHT = 1;
    private static final int UP_DOWN = 0;
    private static final int BOTH = -1;

    private final Mat resized = new Mat();
    private final Mat opaque = new Mat();
    private final Mat white = new Mat();
    private final Mat upright = new Mat();

    /**
     * Writes the whole target.
     *
     * @param decoded of 1, 3 (BGR) or 4 (BGRA) channels of 8 or 16 bits
     * @param orientation 1 to 8, still to be applied
     * @param target direct, position 0, of at least {@code geometry.bytes()}
     */
    void write(Mat decoded, int orientation, InputGeometry geometry, ByteBuffer target) {
        boolean turned = orientation > 4;
        int width = turned ? geometry.height() : geometry.width();
        int height = turned ? geometry.width() : geometry.height();
        CenterCrop crop = CenterCrop.of(decoded.cols(), decoded.rows(), width, height, geometry.resize());
        Mat standing = upright(decoded, crop, width, height, orientation);
        try (BytePointer memory = new BytePointer(target);
                Mat rgb = new Mat(geometry.height(), geometry.width(), CV_8UC3, memory)) {
            cvtColor(standing, rgb, COLOR_BGR2RGB);
        }
    }

    /**
     * The part of an image, resized, opaque and upright.
     *
     * @param width before it is turned, in pixels
     * @param height before it is turned, in pixels
     * @return 8-bit BGR; valid until the next call
     */
    Mat upright(Mat decoded, CenterCrop part, int width, int height, int orientation) {
        try (Rect rect = new Rect(part.x(), part.y(), part.width(), part.height());
                Mat centre = new Mat(decoded, rect);
                Size size = new Size(width, height)) {
            scale(centre, size);
        }
        return turn(bgr(resized), orientation);
    }

    @Override
    public void close() {
        resized.close();
        opaque.close();
        white.close();
        upright.close();
    }

    private void scale(Mat centre, Size size) {
        boolean shrinks = centre.cols() >= size.width() && centre.rows() >= size.height();
        int interpolation = shrinks ? INTER_AREA : INTER_LINEAR;
        try (Mat bytes = new Mat();
                Mat weighted = new Mat()) {
            Mat source = centre;
            if (source.depth() != CV_8U) {
                source.convertTo(bytes, CV_8U, FROM_16_BITS, 0);
                source = bytes;
            }
            if (source.channels() > ALPHA) {
                // The colour under a transparent pixel must not bleed into its neighbours.
                cvtColor(source, weighted, COLOR_RGBA2mRGBA);
                source = weighted;
            }
            resize(source, resized, size, 0, 0, interpolation);
        }
    }

    private Mat bgr(Mat image) {
        if (image.channels() == 1) {
            cvtColor(image, opaque, COLOR_GRAY2BGR);
            return opaque;
        }
        if (image.channels() <= ALPHA) {
            return image;
        }
        cvtColor(image, opaque, COLOR_BGRA2BGR);
        extractChannel(image, upright, ALPHA);
        bitwise_not(upright, upright);
        cvtColor(upright, white, COLOR_GRAY2BGR);
        add(opaque, white, opaque);
        return opaque;
    }

    private Mat turn(Mat image, int orientation) {
        switch (orientation) {
            case 2 -> flip(image, upright, LEFT_RIGHT);
            case 3 -> flip(image, upright, BOTH);
            case 4 -> flip(image, upright, UP_DOWN);
            case 5 -> transpose(image, upright);
            case 6 -> transposeAndFlip(image, LEFT_RIGHT);
            case 7 -> transposeAndFlip(image, BOTH);
            case 8 -> transposeAndFlip(image, UP_DOWN);
            default -> {
                return image;
            }
        }
        return upright;
    }

    private void transposeAndFlip(Mat image, int axis) {
        transpose(image, white);
        flip(white, upright, axis);
    }
}
