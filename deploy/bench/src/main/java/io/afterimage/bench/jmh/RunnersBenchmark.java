package io.afterimage.bench.jmh;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import io.afterimage.model.device.CpuDevice;
import io.afterimage.model.device.Device;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A poll of tiny images through the runners, with a tiny model or a device that takes no time: what an image costs besides its
 * decoding and the model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RunnersBenchmark {
    private static final int POLL = 128;
    private static final int SIDE = 16;
    private static final int LARGEST_BATCH = 16;

    @Param({"FUSED", "BATCHED"})
    private Kind kind = Kind.FUSED;

    @Param({"1", "2"})
    private int threads = 1;

    private @Nullable RunnersScene scene;

    /** Who takes the images through. */
    public enum Kind {
        FUSED,
        BATCHED
    }

    @Setup
    public void open() throws IOException, ModelRejectedException {
        Device device = kind == Kind.FUSED
                ? new CpuDevice()
                : new SimulatedAccelerator(Duration.ZERO, Duration.ZERO, LARGEST_BATCH);
        scene = new RunnersScene(device, TestModels.colours(), png(), threads, 2, POLL);
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(scene).close();
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public void poll(Blackhole hole) {
        List<ImageTask> tasks = new ArrayList<>(POLL);
        for (int i = 0; i < POLL; i++) {
            tasks.add(Objects.requireNonNull(scene).submit());
        }
        tasks.forEach(task -> hole.consume(task.outcome().join()));
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
