package io.afterimage.model.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes pixels. */
final class Jpegs {
    private Jpegs() {}

    /**
     * The pixels as a JPEG file.
     *
     * @param pixels 8-bit BGR
     * @param quality 0 to 100
     */
    static byte[] encode(Mat pixels, int quality) {
        try (BytePointer jpeg = new BytePointer();
                IntPointer parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
            imencode(".jpg", pixels, jpeg, parameters);
            byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
            jpeg.get(bytes);
            return bytes;
        }
    }
}
