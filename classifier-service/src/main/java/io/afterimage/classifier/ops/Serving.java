package io.afterimage.classifier.ops;

import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.infer.batched.BatchedRunners;
import io.afterimage.classifier.infer.batched.FailoverRunners;
import io.afterimage.classifier.live.Lease;
import io.afterimage.classifier.live.LiveState;
import io.afterimage.classifier.live.ModelLoader;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.classifier.live.ModelWatch;
import io.afterimage.model.device.CpuDevice;
import io.afterimage.model.device.Device;
import io.afterimage.model.device.DeviceChoice;
import io.afterimage.model.log.ModelLogReader;
import io.afterimage.model.store.Store;
import io.afterimage.model.trial.Trial;
import io.afterimage.model.trial.TrialLimits;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live model on its device, and the runners that ask it: fused ones on the CPU, batching ones on an accelerator. Closing
 * ends the runners before the model that they use.
 */
final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final int MOST_WAITING_IMAGES = 2048;

    private final ClassifierConfig config;
    private final Function<ModelSlot, ImagePreparer> preparers;
    private final ModelRun run;
    private final Consumer<LiveState> listener;
    private final String why;
    private final ModelSlot slot = new ModelSlot();
    private final ModelWatch watch;
    private final @Nullable FailoverRunners accelerated;
    private final Runners runners;
    private volatile Device device;
    private volatile String loss = "";

    /** Starts the runners; {@code listener} is told of each change of the live model. */
    Serving(
            ClassifierConfig config,
            DeviceChoice choice,
            Store store,
            Supplier<ModelLogReader> readers,
            Function<ModelSlot, ImagePreparer> preparers,
            ModelRun run,
            Consumer<LiveState> listener) {
        this.config = config;
        this.preparers = preparers;
        this.run = run;
        this.listener = listener;
        device = choice.device();
        why = choice.why();
        watch = new ModelWatch(
                readers,
                new ModelLoader(store, new Trial(TrialLimits.DEFAULT), () -> device),
                slot,
                config.retryRefused(),
                this::onModel);
        accelerated = device.collectsBatches() ? new FailoverRunners(batched(device)) : null;
        runners = accelerated == null ? fused() : accelerated;
    }

    /** Begins to follow the model log. */
    void start() {
        watch.start();
    }

    Runners runners() {
        return runners;
    }

    LiveState state() {
        return watch.state();
    }

    /** Where inference runs, and in brackets what a person should know of it. */
    String device() {
        String note = accelerated != null && loss.isEmpty() ? remarks(accelerated) : loss;
        String told = note.isEmpty() ? why : note;
        return told.isEmpty() ? device.name() : device.name() + " (" + told + ")";
    }

    private String remarks(FailoverRunners on) {
        String precision = slot.lease().map(Serving::remarkOf).orElse("");
        return Stream.of(precision, on.remark())
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String remarkOf(Lease lease) {
        try (lease) {
            return lease.model().loaded().remark();
        }
    }

    /** Where inference runs, such as {@code cuda:0}. */
    String deviceName() {
        return device.name();
    }

    /** Why the device answers nothing, in one line; empty while it does. */
    String obstacle() {
        return accelerated == null ? "" : accelerated.obstacle();
    }

    /** Runs that never came back from the device. */
    int stuckRuns() {
        return accelerated == null ? 0 : accelerated.givenUp();
    }

    /** If a runner is still busy after the time allowed, the model that it uses is left to the end of the process. */
    @Override
    public void close() {
        watch.close();
        runners.close();
        slot.close();
    }

    private void onLost(String said) {
        loss = said;
        if (config.deviceFallback() == ClassifierConfig.Fallback.CPU) {
            LOG.warn("The live model is loaded on the CPU, since {}", said);
            device = new CpuDevice();
            watch.reload();
        } else if (accelerated != null) {
            accelerated.fail(said);
        }
    }

    private void onModel(LiveState state) {
        FailoverRunners from = accelerated;
        if (from != null
                && !device.collectsBatches()
                && !from.goneOver()
                && !state.model().isEmpty()) {
            try {
                from.goOver(this::fused);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        listener.accept(state);
    }

    private BatchedRunners batched(Device on) {
        BatchedRunners.Settings settings = new BatchedRunners.Settings(
                on.name(),
                on.largestBatch(),
                config.deviceRunners(),
                threads(),
                MOST_WAITING_IMAGES,
                config.patience());
        return new BatchedRunners(settings, () -> preparers.apply(slot), run, this::onLost);
    }

    private Runners fused() {
        return new FusedRunners(
                threads(),
                MOST_WAITING_IMAGES,
                () -> new ImageClassifier(preparers.apply(slot), run),
                config.patience());
    }

    private int threads() {
        return config.runners().orElse(Runtime.getRuntime().availableProcessors());
    }
}
