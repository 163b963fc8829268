package io.afterimage.model.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import io.afterimage.model.image.DecodeResult.Rejected;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Turns encoded images of strangers into a model's input. The order is the protection: the first bytes name the format,
 * the header is checked against the limits, and only then native code allocates and decodes.
 *
 * <ul>
 *   <li>JPEG, PNG, WebP, BMP, TIFF (first page) and GIF (first frame); grey, 16-bit, palette and CMYK end as 8-bit RGB.
 *   <li>What is transparent in PNG, WebP and GIF is laid over white, as a browser shows it. The fourth channel of BMP
 *       and TIFF, which writers use at will, is ignored.
 *   <li>The image stands upright as its EXIF block says. Colour profiles and gamma are not applied.
 *   <li>The same bytes give the same pixels, whatever was decoded before.
 * </ul>
 *
 * One decoder belongs to one thread and keeps its native scratch between images; what a giant took is given back. Not
 * final, so that a test can have one that crashes.
 */
public class ImageDecoder implements AutoCloseable {
    private static final long LARGEST_KEPT = 16L << 20;

    private final ImageLimits limits;
    private final CompressedImage compressed;
    private final InputWriter writer;
    private final Mat pixels;
    private final Scalar black;

    public ImageDecoder(ImageLimits limits) {
        OpenCv.load();
        this.limits = limits;
        compressed = new CompressedImage();
        writer = new InputWriter();
        pixels = new Mat();
        black = new Scalar(0);
    }

    /**
     * Writes the image as uint8 RGB [height, width, 3] at the target's position, which does not move.
     *
     * @param bytes are only read
     * @param offset where the image begins in {@code bytes}
     * @param length of the image in bytes
     * @param target direct, with at least {@code geometry.bytes()} remaining
     * @return what became of it; no image, however broken, makes this throw
     * @throws IllegalArgumentException if the target is not direct or too small
     */
    public DecodeResult decode(byte[] bytes, int offset, int length, InputGeometry geometry, ByteBuffer target) {
        if (!target.isDirect() || target.remaining() < geometry.bytes()) {
            throw new IllegalArgumentException(
                    "A direct buffer of " + geometry.bytes() + " bytes is needed, not " + target);
        }
        try {
            ByteBuffer slice = target.slice();
            return decode(
                    new EncodedBytes(bytes, offset, length),
                    geometry.resize(),
                    (decoded, header) -> writer.write(decoded, header.orientation(), geometry, slice));
        } catch (UnusableImageException e) {
            return new Rejected(e.rejection());
        }
    }

    /** Frees the native memory; the decoder must not be in use. */
    @Override
    public void close() {
        black.close();
        pixels.close();
        writer.close();
        compressed.close();
    }

    /** Takes the pixels of a decoded image, which are gone once it returns. */
    @FunctionalInterface
    interface PixelTaker {
        void take(Mat decoded, ImageHeader header);
    }

    /**
     * Decodes, and hands on the pixels.
     *
     * @param shortest a JPEG may come scaled down, but its short side not below this
     */
    DecodeResult decode(EncodedBytes image, int shortest, PixelTaker taker) throws UnusableImageException {
        Optional<Rejection> size = limits.refuse(image.length());
        if (size.isPresent()) {
            return new Rejected(size.get());
        }
        ImageHeader header = ImageHeader.read(decodable(image), image);
        Optional<Rejection> dimensions = limits.refuse(header);
        if (dimensions.isPresent()) {
            return new Rejected(dimensions.get());
        }
        compressed.fill(header.format(), image);
        try {
            return decode(header, shortest, taker);
        } finally {
            shrink();
        }
    }

    private static ImageFormat decodable(EncodedBytes image) throws UnusableImageException {
        ImageFormat format = ImageFormat.sniff(image.array(), image.offset(), image.length())
                .orElseThrow(() -> new UnusableImageException(
                        RejectionReason.FORMAT_UNKNOWN, "the first bytes are of no known image format"));
        if (!format.decodable()) {
            throw new UnusableImageException(
                    RejectionReason.FORMAT_UNSUPPORTED, format.label() + " images are not decoded");
        }
        return format;
    }

    private DecodeResult decode(ImageHeader header, int shortest, PixelTaker taker) {
        int scale = header.format() == ImageFormat.JPEG ? CenterCrop.scaleDown(header, shortest) : 1;
        try (Mat encoded = new Mat(1, compressed.length(), CV_8UC1, compressed.memory())) {
            blacken(header, scale);
            try (Mat decoded = imdecode(encoded, flags(header, scale), pixels)) {
                if (decoded.empty()) {
                    return undecodable(header, "the codec gave no image");
                }
                taker.take(decoded, header);
            }
        } catch (RuntimeException e) {
            // cv::Exception, the only one that the native calls above throw.
            return undecodable(header, firstLine(e));
        }
        return header.turned()
                ? new Decoded(header.format(), header.height(), header.width())
                : new Decoded(header.format(), header.width(), header.height());
    }

    /** A codec that stops half-way, without an error, must not leave the image before it to be seen. */
    private void blacken(ImageHeader header, int scale) {
        int height = (header.height() + scale - 1) / scale;
        int width = (header.width() + scale - 1) / scale;
        pixels.create(height, width, header.alpha() ? CV_8UC4 : CV_8UC3);
        pixels.put(black);
    }

    private static int flags(ImageHeader header, int scale) {
        if (header.alpha()) {
            return IMREAD_UNCHANGED;
        }
        int colour =
                switch (scale) {
                    case 2 -> IMREAD_REDUCED_COLOR_2;
                    case 4 -> IMREAD_REDUCED_COLOR_4;
                    case 8 -> IMREAD_REDUCED_COLOR_8;
                    default -> IMREAD_COLOR;
                };
        return colour | IMREAD_IGNORE_ORIENTATION;
    }

    private static Rejected undecodable(ImageHeader header, String detail) {
        return new Rejected(new Rejection(
                RejectionReason.IMAGE_UNDECODABLE,
                header.format().label() + " of " + header.width() + " x " + header.height() + " pixels: " + detail));
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no detail");
    }

    private void shrink() {
        compressed.shrink();
        if (pixels.total() * pixels.elemSize() > LARGEST_KEPT) {
            pixels.release();
        }
    }
}
