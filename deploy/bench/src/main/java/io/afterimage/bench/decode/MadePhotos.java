package io.afterimage.bench.decode;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Given photos at common sizes and in common formats. Enlarged photos are smoother than real ones of that size. */
public final class MadePhotos implements AutoCloseable {
    /** As a file's extension names them. */
    static final List<String> FORMATS = List.of("JPEG", "PNG", "WebP");

    private final Mat pixels = new Mat();
    private final Mat resized = new Mat();

    /** Common sizes. */
    public enum Size {
        P480("480p", 854, 480),
        P720("720p", 1280, 720),
        P1080("1080p", 1920, 1080),
        MP12("12 MP", 4000, 3000);

        private final String label;
        private final int width;
        private final int height;

        Size(String label, int width, int height) {
            this.label = label;
            this.width = width;
            this.height = height;
        }

        String label() {
            return label;
        }
    }

    /** Each photo at a size and in a format, at the codec's default quality. */
    public List<byte[]> of(List<byte[]> photos, Size size, String format) {
        return photos.stream().map(photo -> of(photo, size, format)).toList();
    }

    private byte[] of(byte[] photo, Size size, String format) {
        try (BytePointer bytes = new BytePointer(photo);
                Mat buffer = new Mat(1, photo.length, opencv_core.CV_8UC1, bytes);
                Mat decoded = imdecode(buffer, IMREAD_COLOR, pixels);
                org.bytedeco.opencv.opencv_core.Size to =
                        new org.bytedeco.opencv.opencv_core.Size(size.width, size.height);
                BytePointer encoded = new BytePointer()) {
            resize(decoded, resized, to, 0, 0, INTER_CUBIC);
            if (!imencode("." + format.toLowerCase(Locale.ROOT), resized, encoded)) {
                throw new IllegalStateException("OpenCV cannot write " + format);
            }
            byte[] made = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(made);
            return made;
        }
    }

    @Override
    public void close() {
        resized.close();
        pixels.close();
    }
}
