package io.afterimage.bench.decode;

import io.afterimage.model.InputGeometry;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Java's own: ImageIO at full size, drawn smaller, the centre cut out. */
final class ImageIoDecode implements Decode {
    private final InputGeometry geometry;

    ImageIoDecode(InputGeometry geometry) {
        this.geometry = geometry;
        ImageIO.setUseCache(false);
    }

    @Override
    public boolean decode(byte[] encoded) {
        BufferedImage image = read(encoded);
        if (image == null) {
            return false;
        }
        double factor = (double) geometry.resize() / Math.min(image.getWidth(), image.getHeight());
        int width = (int) Math.round(image.getWidth() * factor);
        int height = (int) Math.round(image.getHeight() * factor);
        BufferedImage input = new BufferedImage(geometry.width(), geometry.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = input.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, (geometry.width() - width) / 2, (geometry.height() - height) / 2, width, height, null);
        canvas.dispose();
        return true;
    }

    private static @Nullable BufferedImage read(byte[] encoded) {
        try {
            return ImageIO.read(new ByteArrayInputStream(encoded));
        } catch (IOException e) {
            return null;
        }
    }
}
