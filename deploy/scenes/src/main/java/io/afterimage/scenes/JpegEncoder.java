package io.afterimage.scenes;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes images with the encoder that comes with Java, which is used again and again. For one thread. */
final class JpegEncoder implements Closeable {
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam settings = writer.getDefaultWriteParam();

    JpegEncoder() {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    }

    /** @param quality 0 to 1 */
    byte[] encode(BufferedImage image, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
        settings.setCompressionQuality(quality);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        writer.dispose();
    }
}
