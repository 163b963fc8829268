package io.afterimage.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images made in code, and the surgery on their encoded bytes that the tests need. */
final class TestImages {
    private TestImages() {}

    /** Red, green in the upper half; blue, white in the lower one. */
    static BufferedImage quadrants(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        paint(graphics, Color.RED, 0, 0, width / 2, height / 2);
        paint(graphics, Color.GREEN, width / 2, 0, width, height / 2);
        paint(graphics, Color.BLUE, 0, height / 2, width / 2, height);
        paint(graphics, Color.WHITE, width / 2, height / 2, width, height);
        graphics.dispose();
        return image;
    }

    static BufferedImage quadrants(int width, int height) {
        return quadrants(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Red grows by {@code redStep} a column, green by {@code greenStep} a row. */
    static BufferedImage ramp(int width, int height, double redStep, double greenStep) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (int) (x * redStep) << 16 | (int) (y * greenStep) << 8);
            }
        }
        return image;
    }

    /** The image in a format that ImageIO writes: jpg, png, bmp, gif, tiff. */
    static byte[] encode(BufferedImage image, String format) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("ImageIO writes no " + format + " of this image");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), ImageWriteParam.MODE_DEFAULT);
    }

    /** A JPEG whose four components are the inks, 255 for none, as Adobe's programs write them. */
    static byte[] cmykQuadrants(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
        int[][] inks = {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, inks[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]);
            }
        }
        return jpeg(new IIOImage(raster, null, null), ImageWriteParam.MODE_DISABLED);
    }

    /** The image as lossless WebP, or as another format by its ending. */
    static byte[] openCv(BufferedImage image, String ending) {
        OpenCv.load();
        byte[] png = encode(image, "png");
        try (BytePointer source = new BytePointer(png);
                Mat encoded = new Mat(1, png.length, org.bytedeco.opencv.global.opencv_core.CV_8UC1, source);
                Mat pixels = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED);
                BytePointer out = new BytePointer()) {
            opencv_imgcodecs.imencode(ending, pixels, out);
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    /** The JPEG with an EXIF segment that holds nothing but the orientation. */
    static byte[] jpegWithOrientation(byte[] jpeg, int orientation, ByteOrder order) {
        byte[] exif = exif(orientation, order);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + exif.length + 10);
        out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.length + 8));
        out.put(ascii("Exif\0\0")).put(exif);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] pngWithOrientation(byte[] png, int orientation) {
        int afterHeader = 33;
        return concatenate(
                Arrays.copyOf(png, afterHeader),
                pngChunk("eXIf", exif(orientation, ByteOrder.BIG_ENDIAN)),
                Arrays.copyOfRange(png, afterHeader, png.length));
    }

    /** The simple WebP in the extended container, its EXIF block at the end. */
    static byte[] webpWithOrientation(byte[] webp, int width, int height, int orientation) {
        byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(webp.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10);
        out.putInt(0x08)
                .putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0);
        out.put(webp, 12, webp.length - 12)
                .put(ascii("EXIF"))
                .putInt(exif.length)
                .put(exif);
        return out.array();
    }

    /** Chunks that announce any size, around a few bytes of pixels. */
    static byte[] pngThatAnnounces(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        return concatenate(
                signature, pngChunk("IHDR", header), pngChunk("IDAT", new byte[9]), pngChunk("IEND", new byte[0]));
    }

    /** Makes the checksums of a PNG right again, as far as its chunks can be followed. */
    static void repairChecksums(byte[] png) {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        int position = 8;
        while (position + 12 <= png.length) {
            int size = chunks.getInt(position);
            if (size < 0 || size > png.length - position - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, position + 4, size + 4);
            chunks.putInt(position + 8 + size, (int) crc.getValue());
            position += 12 + size;
        }
    }

    static byte[] concatenate(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void paint(Graphics2D graphics, Color colour, int left, int top, int right, int bottom) {
        graphics.setColor(colour);
        graphics.fillRect(left, top, right - left, bottom - top);
    }

    private static byte[] jpeg(IIOImage image, int progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream();
                ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setProgressiveMode(progressive);
            writer.setOutput(stream);
            writer.write(null, image, settings);
            stream.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static byte[] pngChunk(String type, byte[] content) {
        byte[] typed = concatenate(ascii(type), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        return ByteBuffer.allocate(typed.length + 8)
                .putInt(content.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A TIFF directory of one entry. */
    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer exif = ByteBuffer.allocate(26).order(order);
        exif.put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 1);
        exif.putShort((short) TiffDirectory.ORIENTATION).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return exif.array();
    }
}
