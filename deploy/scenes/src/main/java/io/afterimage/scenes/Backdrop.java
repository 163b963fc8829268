package io.afterimage.scenes;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** What a camera sees behind a sign: its place, which stays, and what passes. For one thread. */
final class Backdrop {
    private static final Color SKY = new Color(150, 185, 225);
    private static final Color LAND = new Color(95, 120, 70);
    private static final Color ROAD = new Color(95, 95, 98);
    private static final Color LEAF = new Color(55, 95, 45);
    private static final Color WALL = new Color(165, 140, 120);
    private static final Color CAR = new Color(110, 110, 120);
    private static final int THINGS = 9;

    private final Graphics2D graphics;
    private final int width;
    private final int height;

    Backdrop(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        this.width = width;
        this.height = height;
    }

    /**
     * Draws all of it.
     *
     * @param place that the camera looks at, the same each time
     * @param moment what is different each time
     */
    void draw(Chance place, Chance moment) {
        double horizon = height * place.between(.35, .7);
        sky(horizon, moment);
        land(horizon, place);
        boolean town = place.oneIn(2);
        for (int i = 0; i < THINGS; i++) {
            if (town) {
                house(horizon, place);
            } else {
                tree(horizon, place);
            }
        }
        road(horizon, place);
        for (int i = moment.between(0, 2); i > 0; i--) {
            car(horizon, moment);
        }
    }

    private void sky(double horizon, Chance moment) {
        Color high = moment.near(SKY, 35);
        Color low = moment.near(new Color(215, 220, 225), 25);
        graphics.setPaint(new GradientPaint(0, 0, high, 0, (float) horizon, low));
        graphics.fill(new Rectangle2D.Double(0, 0, width, horizon + 1));
    }

    private void land(double horizon, Chance place) {
        graphics.setColor(place.near(LAND, 30));
        graphics.fill(new Rectangle2D.Double(0, horizon, width, height - horizon));
    }

    private void house(double horizon, Chance place) {
        double left = place.between(-.1, .95) * width;
        double wide = place.between(.12, .3) * width;
        double high = place.between(.1, .5) * height;
        graphics.setColor(place.near(WALL, 50));
        graphics.fill(new Rectangle2D.Double(left, horizon - high, wide, high + 3));
        graphics.setColor(place.near(new Color(70, 80, 95), 25));
        for (double y = horizon - high + 4; y < horizon - 8; y += 13) {
            for (double x = left + 4; x < left + wide - 7; x += 12) {
                graphics.fill(new Rectangle2D.Double(x, y, 6, 7));
            }
        }
    }

    private void tree(double horizon, Chance place) {
        double middle = place.between(0.0, 1.0) * width;
        double wide = place.between(.1, .3) * width;
        double high = place.between(.15, .5) * height;
        graphics.setColor(place.near(new Color(80, 65, 50), 15));
        graphics.fill(new Rectangle2D.Double(middle - 2, horizon - high / 2, 4, high / 2 + 6));
        graphics.setColor(place.near(LEAF, 30));
        graphics.fill(new Ellipse2D.Double(middle - wide / 2, horizon - high, wide, high * .8));
    }

    private void road(double horizon, Chance place) {
        double far = place.between(.2, .8) * width;
        double near = place.between(.1, .9) * width;
        graphics.setColor(place.near(ROAD, 20));
        graphics.fill(strip(far, 3, horizon, near, .5 * width));
        graphics.setColor(new Color(215, 215, 210));
        graphics.fill(strip(far, .4, horizon, near, .02 * width));
    }

    private Path2D strip(double far, double halfFar, double horizon, double near, double halfNear) {
        Path2D.Double strip = new Path2D.Double();
        strip.moveTo(far - halfFar, horizon);
        strip.lineTo(far + halfFar, horizon);
        strip.lineTo(near + halfNear, height);
        strip.lineTo(near - halfNear, height);
        strip.closePath();
        return strip;
    }

    private void car(double horizon, Chance moment) {
        double wide = moment.between(.12, .35) * width;
        double left = moment.between(-.1, .95) * width;
        double bottom = horizon + moment.between(.2, 1.0) * (height - horizon);
        graphics.setColor(moment.near(CAR, 90));
        graphics.fill(new Rectangle2D.Double(left, bottom - wide * .3, wide, wide * .25));
        graphics.fill(new Rectangle2D.Double(left + wide * .2, bottom - wide * .5, wide * .6, wide * .25));
        graphics.setColor(new Color(30, 30, 32));
        graphics.fill(new Ellipse2D.Double(left + wide * .1, bottom - wide * .12, wide * .2, wide * .2));
        graphics.fill(new Ellipse2D.Double(left + wide * .7, bottom - wide * .12, wide * .2, wide * .2));
    }
}
