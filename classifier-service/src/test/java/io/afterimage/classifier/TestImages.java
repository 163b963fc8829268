package io.afterimage.classifier;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.ImageEvent;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Images of one colour and the events that carry them. */
public final class TestImages {
    private TestImages() {}

    /** A PNG of 16 x 16 pixels. */
    public static byte[] png(Color colour) {
        return png(colour, 16);
    }

    /** A PNG of side x side pixels. */
    public static byte[] png(Color colour, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(colour);
        canvas.fillRect(0, 0, side, side);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An event with a new id. */
    public static ImageEvent.Builder event(byte[] image) {
        return ImageEvent.newBuilder().setId(id()).setSource("test").setData(ByteString.copyFrom(image));
    }

    /** A random UUID with its version set to 7. */
    public static String id() {
        String id = UUID.randomUUID().toString();
        return id.substring(0, 14) + "7" + id.substring(15);
    }
}
