package io.afterimage.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images made in code. */
final class TestImages {
    static final Color RED = new Color(230, 20, 20);
    static final Color GREEN = new Color(20, 200, 20);
    static final Color BLUE = new Color(20, 20, 230);
    static final Color YELLOW = new Color(240, 220, 20);

    private TestImages() {}

    /** Upper left, upper right, lower left, lower right. */
    static BufferedImage quadrants(int width, int height, int type, Color... colours) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 4; i++) {
            graphics.setColor(colours[i]);
            graphics.fillRect(i % 2 * (width / 2), i / 2 * (height / 2), width - width / 2, height - height / 2);
        }
        graphics.dispose();
        return image;
    }

    static BufferedImage quadrants(int width, int height) {
        return quadrants(width, height, BufferedImage.TYPE_3BYTE_BGR, RED, GREEN, BLUE, YELLOW);
    }

    static byte[] encode(BufferedImage image, ImageFormat format) {
        return format == ImageFormat.WEBP ? webp(image) : imageIo(image, format.name());
    }

    /** Something between a photo and noise, so that every part of a codec has work to do. */
    static BufferedImage busy(int width, int height) {
        BufferedImage image = quadrants(width, height);
        Random random = new Random(3);
        for (int i = 0; i < width * height / 2; i++) {
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt());
        }
        return image;
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return write("JPEG", (writer, out) -> {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        });
    }

    /** Four components, inverted as all CMYK writers do. */
    static byte[] cmykJpeg(int width, int height, int cyan, int magenta, int yellow, int black) {
        WritableRaster raster = java.awt.image.Raster.createInterleavedRaster(
                java.awt.image.DataBuffer.TYPE_BYTE, width, height, 4, null);
        int[] inverted = {255 - cyan, 255 - magenta, 255 - yellow, 255 - black};
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, inverted);
        }
        return write("JPEG", (writer, out) -> {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
        });
    }

    static byte[] animatedGif(BufferedImage... frames) {
        return write("GIF", (writer, out) -> {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        });
    }

    /** A PNG that announces any size and holds next to nothing. */
    static byte[] pngHeader(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        out.writeBytes(pngChunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array()));
        out.writeBytes(pngChunk("IDAT", new byte[64]));
        out.writeBytes(pngChunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] jpegWithOrientation(byte[] jpeg, int orientation) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
        out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
        out.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif(orientation));
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] pngWithOrientation(byte[] png, int orientation) {
        return insert(png, 33, pngChunk("eXIf", exif(orientation)));
    }

    static byte[] insert(byte[] bytes, int position, byte[] inserted) {
        return ByteBuffer.allocate(bytes.length + inserted.length)
                .put(bytes, 0, position)
                .put(inserted)
                .put(bytes, position, bytes.length - position)
                .array();
    }

    /** A big-endian TIFF of one entry, the orientation. */
    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static byte[] pngChunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] imageIo(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("ImageIO writes no such " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] webp(BufferedImage image) {
        OpenCv.load();
        boolean alpha = image.getColorModel().hasAlpha();
        int type = alpha ? opencv_core.CV_8UC4 : opencv_core.CV_8UC3;
        try (Mat mat = new Mat(image.getHeight(), image.getWidth(), type);
                BytePointer out = new BytePointer()) {
            ByteBuffer pixels = mat.createBuffer();
            for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
                int argb = image.getRGB(i % image.getWidth(), i / image.getWidth());
                pixels.put((byte) argb).put((byte) (argb >> 8)).put((byte) (argb >> 16));
                if (alpha) {
                    pixels.put((byte) (argb >> 24));
                }
            }
            opencv_imgcodecs.imencode(".webp", mat, out);
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    private static byte[] write(String format, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writing.write(writer, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void write(ImageWriter writer, ImageOutputStream out) throws IOException;
    }
}
