package io.afterimage.bench.learn;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the ladder: on the left what each rung costs and is worth, on the right how it learned. Needs fonts, and no screen. */
final class LadderPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 640;
    /** A logarithm has no place for less. */
    private static final double LEAST_SECONDS = .1;

    private LadderPicture() {}

    /**
     * One rung.
     *
     * @param seconds mean over its splits
     * @param losses on the validation examples after each epoch, on its first split; may be empty
     */
    record Line(String name, double seconds, Deviation accuracy, List<Double> losses) {}

    /**
     * Writes a PNG file.
     *
     * @param lines at least one, each of another name
     */
    static void write(List<Line> lines, Path file) throws IOException {
        BufferedImage picture = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(worth(lines)), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(curves(lines)), WIDTH, 0, null);
        graphics.dispose();
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException("this Java writes no PNG files");
        }
    }

    private static XYChart worth(List<Line> lines) {
        XYChart chart = chart("Accuracy, with its deviation over the splits", "seconds", "accuracy, %");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setXAxisLogarithmic(true);
        for (Line line : lines) {
            chart.addSeries(
                    line.name(),
                    new double[] {Math.max(LEAST_SECONDS, line.seconds())},
                    new double[] {100 * line.accuracy().mean()},
                    new double[] {100 * line.accuracy().deviation()});
        }
        return chart;
    }

    private static XYChart curves(List<Line> lines) {
        XYChart chart = chart("Learning curves, of the first split", "epoch", "validation loss");
        for (Line line : lines) {
            if (!line.losses().isEmpty()) {
                double[] losses =
                        line.losses().stream().mapToDouble(Double::doubleValue).toArray();
                double[] epochs =
                        IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
                chart.addSeries(line.name(), epochs, losses).setMarker(SeriesMarkers.NONE);
            }
        }
        return chart;
    }

    private static XYChart chart(String title, String across, String up) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setXAxisTitle(across);
        chart.setYAxisTitle(up);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }
}
