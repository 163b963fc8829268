package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.afterimage.service.ClientSettings;
import io.afterimage.service.FailurePolicy;
import io.afterimage.service.Health;
import io.afterimage.service.TopicGate;
import io.afterimage.trainer.example.ExampleMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trainer from start to stop, without a framework. It waits for brokers and topics, stands for election, and does
 * the {@link Work} for its term of office; whatever is missing is waited for and said in {@link #health}. Close it once.
 */
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

    private final TrainerConfig config;
    private final ExampleMetrics metrics;
    private final Runnable giveUp;
    private final Map<String, Object> client;
    private final Topics topics;
    private final Election election;
    private final Office office;
    private final FailurePolicy failures = new FailurePolicy(5, Duration.ofMinutes(1), InstantSource.system());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "trainer");
    private volatile Health phase = Health.starting("starting");
    private volatile @Nullable Work work;

    /**
     * @param registry where its meters go
     * @param giveUp called when the trainer cannot recover and its process should end
     */
    public Trainer(TrainerConfig config, MeterRegistry registry, Runnable giveUp) {
        this.config = config;
        metrics = new ExampleMetrics(registry);
        this.giveUp = giveUp;
        client = ClientSettings.of(config.bootstrapServers(), config.clientProperties());
        topics = new Topics(config.topicPrefix());
        election = new Election(client, topics.models().name(), config.topicPrefix() + "trainer-election");
        office = election.office();
        thread.setDaemon(true);
        watch(registry);
    }

    /** Begins to come up, and returns at once. */
    public void start() {
        thread.start();
    }

    /** How it is now. Never blocks. */
    public Health health() {
        return phase;
    }

    /** What it does while it is the one that works; empty while it is not. Never blocks. */
    public Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LONGEST_STOP.toMillis());
            if (thread.isAlive()) {
                throw new IllegalStateException("The trainer's work did not end in " + LONGEST_STOP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            TopicGate gate = new TopicGate(client, topics.all(), config.patience());
            if (gate.await(obstacle -> phase = Health.starting(obstacle), closing)) {
                election.start();
                standByOrWork();
            }
        } finally {
            stepDown();
        }
    }

    private void standByOrWork() {
        while (!closingWithin(TICK)) {
            int term = office.term();
            if (term == 0 || !office.leads()) {
                phase = Health.ready("another trainer of this cluster works; this one stands by");
            } else if (!work(term)) {
                return;
            }
        }
    }

    /** Works until it is to end or another is elected; false if it makes no sense to begin again. */
    private boolean work(int term) {
        phase = Health.waiting("reading the data set");
        try (Work doing = new Work(config, client, topics, metrics, election::fence)) {
            work = doing;
            boolean useful = true;
            while (useful && office.term() == term && !closingWithin(TICK)) {
                doing.check();
                useful = readsOn(doing);
            }
            if (useful) {
                doing.endsBecause(ending(term));
            }
            return useful;
        } catch (RuntimeException e) {
            return beginAgain(e);
        } finally {
            work = null;
        }
    }

    /** Sees that examples are read; false if it makes no sense to try again. */
    private boolean readsOn(Work doing) {
        if (!office.leads()) {
            // To begin reading again would stop whoever is elected.
            phase = Health.ready(
                    "the election is lost, and nobody else is known to have won it: what is in progress goes on");
            return true;
        }
        try {
            doing.keepReading();
            phase = Health.ready(doing.notice());
            return true;
        } catch (RuntimeException e) {
            return beginAgain(e);
        }
    }

    private String ending(int term) {
        return office.term() == term
                ? "the trainer was stopped meanwhile; run again"
                : "another trainer of this cluster was elected meanwhile, since this one was not heard for too long;"
                        + " run again there";
    }

    private boolean beginAgain(RuntimeException failure) {
        Optional<Duration> pause = failures.onFailure();
        if (pause.isEmpty()) {
            LOG.error("The trainer's work keeps failing, giving up", failure);
            phase = Health.dead("its work keeps failing: " + failure.getMessage());
            giveUp.run();
            return false;
        }
        LOG.warn(
                "The trainer's work failed and begins again in {} ms",
                pause.get().toMillis(),
                failure);
        phase = Health.waiting("its work failed and begins again: " + failure.getMessage());
        closingWithin(pause.get());
        return true;
    }

    private void stepDown() {
        try {
            election.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(MeterRegistry registry) {
        Gauge.builder(
                        "afterimage.trainer.ready",
                        this,
                        watched -> watched.health().ready() ? 1 : 0)
                .description("1 while the trainer works or stands by")
                .register(registry);
        Gauge.builder(
                        "afterimage.trainer.live",
                        this,
                        watched -> watched.health().live() ? 1 : 0)
                .description("1 while the process can still recover by itself")
                .register(registry);
        Gauge.builder(
                        "afterimage.trainer.elected",
                        this,
                        watched -> watched.work().isPresent() ? 1 : 0)
                .description("1 for the one trainer of the cluster that works")
                .register(registry);
    }

    private boolean closingWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
