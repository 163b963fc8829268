package io.afterimage.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws on a sign, from -1 to 1 to the right and down, as the camera sees it. For one thread. */
final class Plate {
    private final Graphics2D graphics;
    private final Pose pose;

    Plate(Graphics2D graphics, Pose pose) {
        this.graphics = graphics;
        this.pose = pose;
    }

    Plate disc(double radius, Color colour) {
        return disc(0, 0, radius, colour);
    }

    Plate disc(double x, double y, double radius, Color colour) {
        return fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), colour);
    }

    Plate box(double x, double y, double width, double height, Color colour) {
        return fill(new Rectangle2D.Double(x - width / 2, y - height / 2, width, height), colour);
    }

    /**
     * A regular polygon.
     *
     * @param turn of its first corner from the top, in degrees
     */
    Plate polygon(int corners, double radius, double turn, double y, Color colour) {
        double[] points = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = Math.toRadians(turn + 360.0 * i / corners);
            points[2 * i] = radius * Math.sin(angle);
            points[2 * i + 1] = y - radius * Math.cos(angle);
        }
        return area(colour, points);
    }

    /** A polygon of corners x, y, x, y. */
    Plate area(Color colour, double... points) {
        Path2D.Double path = path(points);
        path.closePath();
        return fill(path, colour);
    }

    /** A line along points x, y, x, y. */
    Plate line(double width, Color colour, double... points) {
        return stroke(path(points), width, colour);
    }

    Plate stroke(Shape shape, double width, Color colour) {
        BasicStroke pen = new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        return fill(pen.createStrokedShape(shape), colour);
    }

    Plate fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(pose.of(shape));
        return this;
    }

    private static Path2D.Double path(double... points) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        return path;
    }
}
