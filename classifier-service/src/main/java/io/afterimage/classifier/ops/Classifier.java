package io.afterimage.classifier.ops;

import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.classifier.batch.CommitPace;
import io.afterimage.classifier.batch.Polls;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.classifier.live.LiveState;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.classifier.metrics.LagSampler;
import io.afterimage.events.Times;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.device.CudaDevice;
import io.afterimage.model.device.DeviceChoice;
import io.afterimage.model.device.DeviceUnavailableException;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.log.ModelLogReader;
import io.afterimage.model.store.Store;
import io.afterimage.service.ClientSettings;
import io.afterimage.service.Health;
import io.afterimage.service.TopicGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One classifier from start to stop, without a framework. It comes up on a thread of its own: brokers, topics, a live
 * model, then the stream; whatever is missing is waited for and said in {@link #health}. Close it once.
 *
 * <p>Closing goes against the flow, so that nothing native is freed while in use: the stream first, then the runners,
 * then the model.
 */
public final class Classifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);
    private static final Duration SAMPLE_LAG = Duration.ofSeconds(10);

    private final ClassifierConfig config;
    private final Identity identity;
    private final Runnable giveUp;
    private final Map<String, Object> client;
    private final Topics topics;
    private final Labeller labeller;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder inline = new LongAdder();
    private final Store store;
    private final NativeCode nativeCode;
    private final CrashGuard guard;
    private final Telemetry telemetry;
    private final Thread starter = new Thread(this::comeUp, "classifier-start");
    private volatile Health phase = Health.starting("starting");
    private volatile @Nullable Reporter reporter;
    private volatile @Nullable LagSampler lag;
    private volatile @Nullable Serving serving;
    private volatile @Nullable ImageStream stream;

    /**
     * Who this instance is.
     *
     * @param instance unique for each process
     * @param url where its HTTP interface listens
     */
    public record Identity(String instance, String url) {}

    /**
     * What of a classifier is native code.
     *
     * @param gpus gives what {@code cuda:N} stands for
     * @param decoders makes the decoder of one thread
     */
    public record NativeCode(DeviceChoice.Finder gpus, Function<ImageLimits, ImageDecoder> decoders) {}

    /**
     * @param registry where its meters go
     * @param giveUp called when the classifier cannot recover and its process should end
     */
    public Classifier(ClassifierConfig config, Identity identity, MeterRegistry registry, Runnable giveUp) {
        this(config, identity, registry, giveUp, new NativeCode(gpus(config), ImageDecoder::new));
    }

    /** One that may have another accelerator than a GPU, or other decoders. */
    public Classifier(
            ClassifierConfig config,
            Identity identity,
            MeterRegistry registry,
            Runnable giveUp,
            NativeCode nativeCode) {
        this.config = config;
        this.identity = identity;
        this.giveUp = giveUp;
        client = ClientSettings.of(config.bootstrapServers(), config.clientProperties());
        topics = new Topics(config.topicPrefix());
        labeller = new Labeller(
                new LabelPolicy(config.label().unsureBelow(), config.label().top()),
                new RandomDraw(config.draw().share(), DrawKey.of(config.draw())));
        telemetry = Telemetry.of(registry, clock, config.traces(), identity.instance());
        store = Store.at(config.store());
        this.nativeCode = nativeCode;
        guard = guard(config, topics);
        starter.setDaemon(true);
        Telemetry.watch(this, registry);
    }

    /** Begins to come up, and returns at once. */
    public void start() {
        starter.start();
    }

    /** How it is now. Never blocks. */
    public Health health() {
        ImageStream running = stream;
        Serving models = serving;
        return running == null || models == null ? phase : healthOf(running.state(), models.obstacle());
    }

    /** Images that the stream thread had to submit itself, since the poll had no room for them. */
    public long inlineImages() {
        return inline.sum();
    }

    /** Images that were polled and wait for a runner. */
    int waitingImages() {
        Serving models = serving;
        return models == null ? 0 : models.runners().waiting();
    }

    /** Runs on the device that never came back: their threads are stuck in native code until the process ends. */
    public int stuckRuns() {
        Serving models = serving;
        return models == null ? 0 : models.stuckRuns();
    }

    @Override
    public void close() {
        closing.countDown();
        // Once the stream has ended nobody waits for what runners still do, so they need no guard.
        RuntimeException failure = null;
        for (AutoCloseable part : new AutoCloseable[] {
            this::endStart, this::endStream, guard, this::endServing, this::endReports, telemetry.tracing()
        }) {
            try {
                part.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("The classifier did not stop in order") : failure;
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void comeUp() {
        TopicGate gate = new TopicGate(client, usedTopics(), config.patience());
        try {
            if (!gate.await(obstacle -> phase = Health.starting(obstacle), closing)) {
                return;
            }
            reporter = new Reporter(client, topics.classifiers(), this::report);
            lag = sampleLag();
            Serving models = serve();
            serving = models;
            models.start();
            if (waitForModel(models)) {
                startStream(gate.uuid(topics.images()), models);
            }
        } catch (DeviceUnavailableException e) {
            LOG.error("Not started: {}", e.getMessage());
            phase = Health.starting(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The classifier cannot start", e);
            phase = Health.dead("cannot start: " + e.getMessage());
            giveUp.run();
        }
    }

    private List<Topic<?, ?>> usedTopics() {
        return List.of(topics.images(), topics.labels(), topics.deadLetters(), topics.models(), topics.classifiers());
    }

    private Serving serve() throws DeviceUnavailableException {
        phase = Health.waiting("looking for the device " + config.device());
        DeviceChoice choice = DeviceChoice.of(config.device(), nativeCode.gpus());
        LOG.info("Models run on {}{}", choice.device().name(), choice.why().isEmpty() ? "" : ", " + choice.why());
        return new Serving(
                config,
                choice,
                store,
                () -> new ModelLogReader(client, topics.models()),
                this::preparer,
                new ModelRun(clock, telemetry.images()::batch),
                this::onModel);
    }

    private ImagePreparer preparer(ModelSlot slot) {
        ImageLimits limits = limits(config);
        return new ImagePreparer(slot, store, limits, nativeCode.decoders().apply(limits), guard, clock);
    }

    private boolean waitForModel(Serving models) {
        while (models.state().model().isEmpty()) {
            LiveState live = models.state();
            phase = Health.waiting(
                    live.refusedModel().isEmpty()
                            ? "no model is live. Import one: afterimage models import FILE.onnx --labels FILE"
                            : "model " + live.refusedModel() + " was refused: " + live.refusal());
            if (closingWithin(Duration.ofMillis(100))) {
                return false;
            }
        }
        return closing.getCount() > 0;
    }

    private void startStream(String imagesUuid, Serving models) {
        ImageStream starting = new ImageStream(
                config,
                client,
                topics,
                new ClassifyProcessor.Settings(
                        new Polls(models.runners()),
                        new CommitPace(System::nanoTime),
                        labeller,
                        imagesUuid,
                        config.patience(),
                        inline,
                        telemetry.images(),
                        telemetry.tracing(),
                        clock),
                telemetry.stream(),
                giveUp);
        starting.start();
        stream = starting;
    }

    private LagSampler sampleLag() {
        LagSampler sampler = new LagSampler(
                client, topics.images().name(), ImageStream.group(config), clock, telemetry.lag()::sampled);
        sampler.start(SAMPLE_LAG);
        return sampler;
    }

    private Health healthOf(KafkaStreams.State state, String deviceObstacle) {
        Reporter reports = reporter;
        if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
            return Health.dead("the stream has ended: " + state);
        }
        if (!deviceObstacle.isEmpty()) {
            return Health.waiting(deviceObstacle);
        }
        if (reports != null && !reports.brokersAnswer()) {
            return Health.waiting("the brokers at " + config.bootstrapServers() + " do not answer");
        }
        return state == KafkaStreams.State.RUNNING ? Health.ready("") : Health.waiting("partitions are being assigned");
    }

    private void onModel(LiveState state) {
        Serving models = serving;
        telemetry.model().changed(state, models == null ? "" : models.deviceName());
        Reporter reports = reporter;
        if (reports != null) {
            reports.report();
        }
    }

    private ClassifierReport report() {
        Serving models = serving;
        LiveState live = models == null ? LiveState.NONE : models.state();
        Health health = health();
        return ClassifierReport.newBuilder()
                .setInstance(identity.instance())
                .setAt(Times.timestamp(clock.instant()))
                .setModel(live.model())
                .setRefusedModel(live.refusedModel())
                .setRefusal(live.refusal())
                .setDevice(models == null ? "" : models.device())
                .setUrl(identity.url())
                .setReady(health.ready())
                .setReason(health.reason())
                .setPid(ProcessHandle.current().pid())
                .build();
    }

    private void endStart() throws InterruptedException {
        starter.join(config.patience().multipliedBy(2).toMillis());
    }

    private void endStream() {
        ImageStream running = stream;
        if (running != null) {
            running.close();
        }
    }

    private void endServing() {
        Serving models = serving;
        if (models != null) {
            models.close();
        }
    }

    private void endReports() {
        LagSampler sampler = lag;
        if (sampler != null) {
            sampler.close();
        }
        Reporter reports = reporter;
        if (reports != null) {
            reports.close();
        }
    }

    private boolean closingWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static DeviceChoice.Finder gpus(ClassifierConfig config) {
        CudaDevice.Settings settings =
                new CudaDevice.Settings(config.deviceMemory(), config.largestBatch(), config.devicePrecision());
        return index -> CudaDevice.find(index, settings);
    }

    /** For the topic's images alone, since another task may have the same folder. */
    private static CrashGuard guard(ClassifierConfig config, Topics topics) {
        try {
            return CrashGuard.open(
                    config.stateDir()
                            .resolve("native-code")
                            .resolve(topics.images().name()),
                    config.patience(),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write to afterimage.state-dir " + config.stateDir() + ": " + e.getMessage(), e);
        }
    }

    private static ImageLimits limits(ClassifierConfig config) {
        return new ImageLimits(
                config.image().mostBytes(),
                config.image().mostPixels(),
                ImageLimits.DEFAULTS.side(),
                config.image().mostMemory());
    }
}
