package io.afterimage.bench.jmh;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The decoder on one thread: an encoded image of one size to the input of a model of 224 x 224 pixels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecoderBenchmark {
    private static final InputGeometry GEOMETRY = new InputGeometry(224, 224, 256);

    @Param({"jpg", "png"})
    private String format = "jpg";

    @Param({"480", "1080"})
    private int height = 480;

    private final ByteBuffer input = ByteBuffer.allocateDirect(GEOMETRY.bytes());
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private byte[] image = new byte[0];

    @Setup
    public void draw() throws IOException {
        BufferedImage canvas = new BufferedImage(height * 16 / 9, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, canvas.getWidth(), height, Color.BLUE));
        graphics.fillRect(0, 0, canvas.getWidth(), height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(canvas, format, bytes);
        image = bytes.toByteArray();
    }

    @TearDown
    public void close() {
        decoder.close();
    }

    @Benchmark
    public DecodeResult decode() {
        return decoder.decode(image, 0, image.length, GEOMETRY, input);
    }
}
