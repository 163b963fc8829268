package io.afterimage.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.Closeable;

/**
 * Takes pictures of scenes: JPEG files of {@value #WIDTH} by {@value #HEIGHT} pixels, the same bytes for the same scene on
 * one machine. Draws in memory, in Java2D's headless mode ({@code -Djava.awt.headless=true}). For one thread.
 */
public final class SceneCamera implements Closeable {
    public static final int WIDTH = 192;
    public static final int HEIGHT = 144;

    /** Places are apart from all that scenes draw. */
    private static final long PLACES = 0x5DEECE66DL;

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    private final Pixels pixels = new Pixels(WIDTH, HEIGHT);
    private final Graphics2D graphics = image.createGraphics();
    private final JpegEncoder encoder = new JpegEncoder();

    public SceneCamera() {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The picture of a scene. */
    public byte[] shoot(Scene scene) {
        Chance chance = new Chance(scene.seed());
        Condition condition = scene.condition();
        new Backdrop(graphics, WIDTH, HEIGHT).draw(new Chance(PLACES * (scene.camera() + 1)), chance);
        Pose pose = pose(condition, chance);
        pole(pose, chance);
        Plate plate = new Plate(graphics, pose);
        scene.sign().draw(plate);
        Disturbance disturbance = new Disturbance(graphics, chance);
        disturbance.dirt(plate, condition.dirt());
        disturbance.hide(pose, condition.occlusion());
        if (condition.rain() > 0) {
            disturbance.rain(WIDTH, HEIGHT, condition.rain());
        }
        blur(condition, chance);
        Light light = new Light(pose, condition.night(), WIDTH, HEIGHT, chance);
        pixels.expose(rgb, light, condition.noise() * chance.between(.5, 1.0), chance);
        return encoder.encode(image, (float) chance.between(.7, .9));
    }

    /** Somewhere about the middle, where whoever classifies looks. */
    private static Pose pose(Condition condition, Chance chance) {
        double radius = HEIGHT * chance.between(.24, .4);
        double turn = .9 * condition.slant();
        return new Pose(
                WIDTH / 2.0 + HEIGHT * chance.between(-.1, .1),
                HEIGHT / 2.0 + HEIGHT * chance.between(-.1, .1),
                radius,
                turn * chance.between(-1.0, 1.0),
                .6 * turn * chance.between(-1.0, 1.0),
                .25 * turn * chance.between(-1.0, 1.0));
    }

    private void pole(Pose pose, Chance chance) {
        int grey = chance.between(90, 160);
        graphics.setColor(new Color(grey, grey, grey));
        graphics.setStroke(new BasicStroke((float) (pose.radius() * .12)));
        graphics.draw(new Line2D.Double(pose.x(), pose.y(), pose.x(), HEIGHT));
    }

    private void blur(Condition condition, Chance chance) {
        double reach = condition.blur() * chance.between(.5, 1.0);
        pixels.blur(rgb, (int) Math.round(7 * reach), (int) Math.round(3 * reach));
    }

    @Override
    public void close() {
        graphics.dispose();
        encoder.close();
    }
}
