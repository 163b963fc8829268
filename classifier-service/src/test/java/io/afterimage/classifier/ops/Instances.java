package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.classifier.TestTask;
import io.afterimage.model.device.Device;
import io.afterimage.model.image.ImageDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Classifiers of one task in this process. Closing ends all of them, and fails if one gave up unasked. For one thread. */
public final class Instances implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestTask task;
    private final List<Classifier> running = new ArrayList<>();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private int started;
    private boolean mayGiveUp;

    public Instances(TestTask task) {
        this.task = task;
    }

    public Classifier start() {
        return start(Map.of());
    }

    /** With further configuration. */
    Classifier start(Map<String, String> more) {
        return start(new Classifier(config(more), identity(), new SimpleMeterRegistry(), gaveUp::incrementAndGet));
    }

    /** With an accelerator. */
    Classifier start(Map<String, String> more, Device gpu) {
        return start(new Classifier(
                config(more),
                identity(),
                new SimpleMeterRegistry(),
                gaveUp::incrementAndGet,
                new Classifier.NativeCode(index -> gpu, ImageDecoder::new)));
    }

    public static void awaitReady(Classifier classifier) {
        await().atMost(PATIENCE).until(() -> classifier.health().ready());
    }

    /** Ends one in order. */
    void stop(Classifier classifier) {
        running.remove(classifier);
        classifier.close();
    }

    /** Waits until an instance gives up, which is no failure then. */
    void awaitGivenUp() {
        mayGiveUp = true;
        // A stream thread that ends the client throws what it died of.
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> gaveUp.get() > 0);
    }

    @Override
    public void close() {
        running.forEach(Classifier::close);
        assertThat(mayGiveUp || gaveUp.get() == 0).as("no instance gave up").isTrue();
    }

    private Classifier start(Classifier classifier) {
        running.add(classifier);
        classifier.start();
        return classifier;
    }

    private ClassifierConfig config(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        String folder = task.config(Map.of()).stateDir() + "-" + started++;
        all.put("afterimage.state-dir", folder);
        return task.config(all);
    }

    private static Classifier.Identity identity() {
        return new Classifier.Identity("test-" + UUID.randomUUID(), "http://localhost");
    }
}
