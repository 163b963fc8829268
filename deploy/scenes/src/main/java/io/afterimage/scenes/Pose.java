package io.afterimage.scenes;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;

/**
 * How a sign stands before a camera. A sign reaches from -1 to 1 in both directions, to the right and down.
 *
 * @param x of its centre, in pixels
 * @param y of its centre
 * @param radius in pixels
 * @param yaw turned about the vertical, in radians
 * @param pitch turned about the horizontal
 * @param roll turned about the line of sight
 */
record Pose(double x, double y, double radius, double yaw, double pitch, double roll) {
    /** From the camera to the sign, in radii of it: the nearer, the stronger the perspective. */
    private static final double DISTANCE = 3;

    private static final double FLATNESS = .01;

    /** Pixel coordinates of a point of the sign. */
    double[] at(double u, double v) {
        double a = u * Math.cos(roll) - v * Math.sin(roll);
        double b = u * Math.sin(roll) + v * Math.cos(roll);
        double away = a * Math.sin(yaw);
        double near = DISTANCE / (DISTANCE + b * Math.sin(pitch) + away * Math.cos(pitch));
        return new double[] {
            x + radius * near * a * Math.cos(yaw), y + radius * near * (b * Math.cos(pitch) - away * Math.sin(pitch))
        };
    }

    /** A shape on the sign as the camera sees it. */
    Shape of(Shape shape) {
        Path2D.Double seen = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double[] point = new double[6];
        for (PathIterator path = shape.getPathIterator(null, FLATNESS); !path.isDone(); path.next()) {
            int kind = path.currentSegment(point);
            if (kind == PathIterator.SEG_CLOSE) {
                seen.closePath();
                continue;
            }
            double[] at = at(point[0], point[1]);
            if (kind == PathIterator.SEG_MOVETO) {
                seen.moveTo(at[0], at[1]);
            } else {
                seen.lineTo(at[0], at[1]);
            }
        }
        return seen;
    }
}
