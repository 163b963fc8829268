package io.afterimage.trainer.inside;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes small pictures. */
final class Png {
    private Png() {}

    /** The picture as a data URL of a PNG file. */
    static String dataUrl(BufferedImage picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // In memory: otherwise each one takes a temporary file.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IOException("Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
