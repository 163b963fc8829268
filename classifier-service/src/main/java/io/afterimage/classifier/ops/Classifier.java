package io.afterimage.classifier.ops;

import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.classifier.batch.Polls;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.classifier.live.LiveState;
import io.afterimage.classifier.live.ModelLoader;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.classifier.live.ModelWatch;
import io.afterimage.classifier.metrics.LagSampler;
import io.afterimage.events.Times;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.log.ModelLogReader;
import io.afterimage.model.store.Store;
import io.afterimage.model.trial.Trial;
import io.afterimage.model.trial.TrialLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration SAMPLE_LAG = Duration.ofSeconds(10);
    private static final int MOST_WAITING_IMAGES = 2048;

    private final ClassifierConfig config;
    private final Identity identity;
    private final Runnable giveUp;
    private final Map<String, Object> client;
    private final Topics topics;
    private final Labeller labeller;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder inline = new LongAdder();
    private final ModelSlot slot = new ModelSlot();
    private final CrashGuard guard;
    private final Telemetry telemetry;
    private final Runners runners;
    private final ModelWatch watch;
    private final Thread starter = new Thread(this::comeUp, "classifier-start");
    private volatile Health phase = Health.starting("starting");
    private volatile @Nullable Reporter reporter;
    private volatile @Nullable LagSampler lag;
    private volatile @Nullable ImageStream stream;

    /**
     * Who this instance is.
     *
     * @param instance unique for each process
     * @param url where its HTTP interface listens
     */
    public record Identity(String instance, String url) {}

    /**
     * @param registry where its meters go
     * @param giveUp called when the classifier cannot recover and its process should end
     */
    public Classifier(ClassifierConfig config, Identity identity, MeterRegistry registry, Runnable giveUp) {
        this(config, identity, registry, giveUp, ImageDecoder::new);
    }

    /** @param decoders makes the decoder of one runner */
    Classifier(
            ClassifierConfig config,
            Identity identity,
            MeterRegistry registry,
            Runnable giveUp,
            Function<ImageLimits, ImageDecoder> decoders) {
        this.config = config;
        this.identity = identity;
        this.giveUp = giveUp;
        client = ClientSettings.of(config);
        topics = new Topics(config.topicPrefix());
        labeller = new Labeller(
                new LabelPolicy(config.label().unsureBelow(), config.label().top()),
                new RandomDraw(config.draw().share(), DrawKey.of(config.draw())));
        telemetry = Telemetry.of(registry, clock, config.traces(), identity.instance());
        Store store = Store.at(config.store());
        ImageLimits limits = limits(config);
        guard = guard(config, topics);
        ModelRun run = new ModelRun(clock, telemetry.images()::batch);
        runners = new FusedRunners(
                config.runners().orElse(Runtime.getRuntime().availableProcessors()),
                MOST_WAITING_IMAGES,
                () -> new ImageClassifier(
                        new ImagePreparer(slot, store, limits, decoders.apply(limits), guard, clock), run),
                config.patience());
        watch = new ModelWatch(
                () -> new ModelLogReader(client, topics.models()),
                new ModelLoader(store, new Trial(TrialLimits.DEFAULT)),
                slot,
                config.retryRefused(),
                this::onModel);
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
        return running == null ? phase : healthOf(running.state());
    }

    /** Images that the stream thread had to submit itself, since the poll had no room for them. */
    public long inlineImages() {
        return inline.sum();
    }

    /** Images that were polled and wait for a runner. */
    int waitingImages() {
        return runners.waiting();
    }

    @Override
    public void close() {
        closing.countDown();
        // Once the stream has ended nobody waits for what runners still do, so they need no guard.
        RuntimeException failure = null;
        for (AutoCloseable part : new AutoCloseable[] {
            this::endStart, this::endStream, watch, guard, runners, slot, this::endReports, telemetry.tracing()
        }) {
            try {
                part.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("The classifier did not stop in order") : failure;
                failure.addSuppressed(e);
                if (part == runners) {
                    // A runner still uses the native session: it must outlive the runner, so the process's end frees
                    // it.
                    break;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void comeUp() {
        TopicGate gate = new TopicGate(client, topics, config.patience());
        try {
            if (!waitForTopics(gate)) {
                return;
            }
            reporter = new Reporter(client, topics.classifiers(), this::report);
            lag = sampleLag();
            watch.start();
            if (waitForModel()) {
                startStream(gate.imagesUuid());
            }
        } catch (RuntimeException e) {
            LOG.error("The classifier cannot start", e);
            phase = Health.dead("cannot start: " + e.getMessage());
            giveUp.run();
        }
    }

    private boolean waitForTopics(TopicGate gate) {
        String said = "";
        for (String obstacle = gate.obstacle(); !obstacle.isEmpty(); obstacle = gate.obstacle()) {
            if (!obstacle.equals(said)) {
                LOG.warn("Not started: {}", obstacle);
                said = obstacle;
            }
            phase = Health.starting(obstacle);
            if (closingWithin(LOOK_AGAIN)) {
                return false;
            }
        }
        return closing.getCount() > 0;
    }

    private boolean waitForModel() {
        while (watch.state().model().isEmpty()) {
            LiveState live = watch.state();
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

    private void startStream(String imagesUuid) {
        ImageStream starting = new ImageStream(
                config,
                client,
                topics,
                new ClassifyProcessor.Settings(
                        new Polls(runners),
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

    private Health healthOf(KafkaStreams.State state) {
        Reporter reports = reporter;
        if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
            return Health.dead("the stream has ended: " + state);
        }
        if (reports != null && !reports.brokersAnswer()) {
            return Health.waiting("the brokers at " + config.bootstrapServers() + " do not answer");
        }
        return state == KafkaStreams.State.RUNNING ? Health.running() : Health.waiting("partitions are being assigned");
    }

    private void onModel(LiveState state) {
        telemetry.model().changed(state);
        Reporter reports = reporter;
        if (reports != null) {
            reports.report();
        }
    }

    private ClassifierReport report() {
        LiveState live = watch.state();
        Health health = health();
        return ClassifierReport.newBuilder()
                .setInstance(identity.instance())
                .setAt(Times.timestamp(clock.instant()))
                .setModel(live.model())
                .setRefusedModel(live.refusedModel())
                .setRefusal(live.refusal())
                .setDevice("cpu")
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
