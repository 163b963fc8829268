package io.afterimage.bench.jmh;

import io.afterimage.bench.decode.MadePhotos;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The decoder on one thread: an encoded image of one size and format to the input of a model of 224 x 224 pixels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecoderBenchmark {
    private static final InputGeometry GEOMETRY = new InputGeometry(224, 224, 256);

    @Param({"JPEG", "PNG", "WebP"})
    private String format = "JPEG";

    @Param({"P480", "P1080", "MP12"})
    private MadePhotos.Size size = MadePhotos.Size.P480;

    private final ByteBuffer input = ByteBuffer.allocateDirect(GEOMETRY.bytes());
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private byte[] image = new byte[0];

    @Setup
    public void draw() {
        try (MadePhotos photos = new MadePhotos()) {
            image = photos.of(List.of(DrawnPhoto.jpeg()), size, format).get(0);
        }
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
