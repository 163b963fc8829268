package io.afterimage.bench.jmh;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
 * Photos of 480p through the batching runners to a simulated accelerator of 40 ms a run and 1 ms an image, 16 at most, from a queue
 * that never runs dry. At best an image takes 56 ms / 16 = 3500 us: whatever is above is the device's idle time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AcceleratorBenchmark {
    private static final int LARGEST_BATCH = 16;
    private static final int WAITING = 256;
    private static final int TAKEN = 64;

    @Param({"1", "2"})
    private int runners = 2;

    @Param("2")
    private int decoders = 2;

    private final Deque<ImageTask> underWay = new ArrayDeque<>();
    private @Nullable RunnersScene scene;

    @Setup
    public void open() throws IOException, ModelRejectedException {
        SimulatedAccelerator device =
                new SimulatedAccelerator(Duration.ofMillis(40), Duration.ofMillis(1), LARGEST_BATCH);
        scene = new RunnersScene(device, TestModels.coloursOfPhotos(), DrawnPhoto.jpeg(), decoders, runners, WAITING);
        fill();
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(scene).close();
    }

    @Benchmark
    @OperationsPerInvocation(TAKEN)
    public void take(Blackhole hole) {
        for (int i = 0; i < TAKEN; i++) {
            hole.consume(underWay.removeFirst().outcome().join());
            underWay.addLast(Objects.requireNonNull(scene).submit());
        }
    }

    private void fill() {
        while (underWay.size() < WAITING) {
            underWay.addLast(Objects.requireNonNull(scene).submit());
        }
    }
}
