package io.afterimage.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** What comes before or onto a sign, as shapes: dirt, leaves and posts, rain. For one thread. */
final class Disturbance {
    private static final Color MUD = new Color(95, 75, 50, 205);
    private static final Color LEAF = new Color(60, 105, 45);
    private static final Color POST = new Color(85, 85, 90);

    private final Graphics2D graphics;
    private final Chance chance;

    Disturbance(Graphics2D graphics, Chance chance) {
        this.graphics = graphics;
        this.chance = chance;
    }

    /** Splashes on the sign itself. */
    void dirt(Plate plate, double share) {
        for (int i = (int) Math.round(share * chance.between(8, 22)); i > 0; i--) {
            double size = chance.between(.05, .24);
            plate.disc(chance.between(-.9, .9), chance.between(-.9, .9), size, chance.near(MUD, 18));
        }
    }

    /** Covers a part of the sign from one side, about a third of it at most. */
    void hide(Pose pose, double share) {
        double side = chance.between(0.0, 2 * Math.PI);
        double reach = pose.radius() * (1.75 - .95 * share * chance.between(.6, 1.0));
        double x = pose.x() + reach * Math.cos(side);
        double y = pose.y() + reach * Math.sin(side);
        if (chance.oneIn(3)) {
            post(pose, share);
        } else {
            leaves(x, y, pose.radius());
        }
    }

    private void leaves(double x, double y, double radius) {
        for (int i = 0; i < 26; i++) {
            double wide = radius * chance.between(.15, .45);
            double high = radius * chance.between(.15, .35);
            graphics.setColor(chance.near(LEAF, 30));
            graphics.fill(new Ellipse2D.Double(
                    x + radius * chance.between(-.7, .7) - wide / 2,
                    y + radius * chance.between(-.7, .7) - high / 2,
                    wide,
                    high));
        }
    }

    private void post(Pose pose, double share) {
        double wide = pose.radius() * share * chance.between(.25, .55);
        double x = pose.x() + pose.radius() * chance.between(-.8, .8);
        graphics.setColor(chance.near(POST, 30));
        graphics.fill(new Rectangle2D.Double(x - wide / 2, 0, wide, 4 * pose.y() + 4 * pose.radius()));
    }

    /** Streaks through the air, all the same way. */
    void rain(int width, int height, double share) {
        double slope = chance.between(-.35, .35);
        graphics.setColor(new Color(175, 185, 195, (int) (70 * share)));
        graphics.fillRect(0, 0, width, height);
        graphics.setStroke(new BasicStroke(1.4f));
        for (int i = (int) Math.round(share * chance.between(70, 130)); i > 0; i--) {
            double x = chance.between(-.1, 1.1) * width;
            double y = chance.between(-.1, 1.0) * height;
            double length = chance.between(.06, .2) * height;
            graphics.setColor(new Color(225, 230, 235, chance.between(70, 150)));
            graphics.draw(new Line2D.Double(x, y, x + slope * length, y + length));
        }
    }
}
