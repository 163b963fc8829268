package io.afterimage.bench.jmh;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** An image that takes about as long to decode as a photo of its size: shapes of all sizes, and noise. */
final class DrawnPhoto {
    private static final int WIDTH = 854;
    private static final int HEIGHT = 480;
    private static final int SHAPES = 400;
    private static final int NOISE = 12;

    private DrawnPhoto() {}

    /** The same bytes each time. */
    static byte[] jpeg() {
        Random random = new Random(1);
        BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        for (int i = 0; i < SHAPES; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            int side = 8 + random.nextInt(WIDTH / (1 + i / 8));
            graphics.fillOval(random.nextInt(WIDTH) - side / 2, random.nextInt(HEIGHT) - side / 2, side, side);
        }
        graphics.dispose();
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            canvas.setRGB(x, y, noisy(canvas.getRGB(x, y), random));
        }
        return jpeg(canvas);
    }

    private static int noisy(int rgb, Random random) {
        int noise = random.nextInt(2 * NOISE) - NOISE;
        int noised = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            noised |= Math.max(0, Math.min(255, (rgb >> shift & 255) + noise)) << shift;
        }
        return noised;
    }

    private static byte[] jpeg(BufferedImage canvas) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(canvas, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
