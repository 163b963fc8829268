package io.afterimage.bench.jmh;

import com.google.protobuf.ByteString;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.TestModels;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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

/** A poll of images through the runners, with a tiny model and tiny images: what an image costs besides the model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RunnersBenchmark {
    private static final int POLL = 128;
    private static final int SIDE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ID = "01900000-0000-7000-8000-000000000000";

    @Param({"1", "2"})
    private int count = 1;

    private final ModelSlot slot = new ModelSlot();
    private byte[] event = new byte[0];
    private @Nullable CrashGuard guard;
    private @Nullable Runners runners;

    @Setup
    public void open() throws IOException, ModelRejectedException {
        byte[] file = TestModels.colours();
        ModelPackage metadata = ModelPackage.read(file);
        slot.swap(new LiveModel(metadata, ModelSession.open(file, metadata, 1)));
        event = ImageEvent.newBuilder()
                .setId(ID)
                .setSource("bench")
                .setData(ByteString.copyFrom(png()))
                .build()
                .toByteArray();
        guard = CrashGuard.open(Files.createTempDirectory("afterimage-jmh"), PATIENCE, Clock.systemUTC());
        runners = new FusedRunners(count, POLL, this::classifier, PATIENCE);
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(runners).close();
        slot.close();
        Objects.requireNonNull(guard).close();
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public void poll(Blackhole hole) {
        Runners open = Objects.requireNonNull(runners);
        List<ImageTask> tasks = new ArrayList<>(POLL);
        for (int i = 0; i < POLL; i++) {
            ImageTask task = new ImageTask(new ImageRecord("images", 0, i, event, 0));
            if (!open.submit(task)) {
                throw new IllegalStateException("The runners have no room for a poll");
            }
            tasks.add(task);
        }
        for (ImageTask task : tasks) {
            Outcome outcome = task.outcome().join();
            hole.consume(outcome);
        }
    }

    private ImageClassifier classifier() {
        ImagePreparer preparer = new ImagePreparer(
                slot,
                new Store(Path.of("")),
                ImageLimits.DEFAULTS,
                new ImageDecoder(ImageLimits.DEFAULTS),
                Objects.requireNonNull(guard),
                Clock.systemUTC());
        return new ImageClassifier(preparer, new ModelRun(Clock.systemUTC(), images -> {}));
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
