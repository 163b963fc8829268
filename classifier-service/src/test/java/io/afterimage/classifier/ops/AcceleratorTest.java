package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestResults;
import io.afterimage.classifier.TestTask;
import io.afterimage.events.v1.Label;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier with an accelerator, which is simulated, and a real broker. */
@Tag("broker")
class AcceleratorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TestTask task;
    private Instances instances;
    private TestResults results;

    @BeforeEach
    void makeTask() {
        task = TestTask.create(TestBroker.shared().bootstrapServers(), folder);
        instances = new Instances(task);
        results = new TestResults(task);
    }

    @AfterEach
    void close() {
        instances.close();
        results.close();
        task.close();
    }

    @Test
    void onAnAcceleratorImagesBecomeLabelsInBatchesAndWithAFallbackNothingIsLostWhenItFails() {
        task.promote(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier =
                instances.start(Map.of("afterimage.device", "cuda:0", "afterimage.device-fallback", "cpu"), gpu);
        Instances.awaitReady(classifier);
        Set<String> sent = task.send(200, Color.RED);
        results.labels(200);
        assertThat(gpu.batches()).anySatisfy(size -> assertThat(size).isGreaterThan(1));

        gpu.lose("CUDA failure 700: an illegal memory access was encountered");
        sent.addAll(task.send(200, Color.RED));

        List<Label> labels = results.labels(400);
        assertThat(labels).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        Instances.awaitReady(classifier);
        await().atMost(PATIENCE).until(() -> results.reports().stream()
                .anyMatch(report -> report.contains("cpu (simulated failed: CUDA failure 700")));
    }

    @Test
    void aRunThatDoesNotComeBackIsGivenUpAndWithAFallbackItsImagesAreAnsweredAndNothingIsLost() {
        task.promote(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier = instances.start(
                Map.of(
                        "afterimage.device", "cuda:0",
                        "afterimage.device-fallback", "cpu",
                        "afterimage.patience", "4s"),
                gpu);
        Instances.awaitReady(classifier);
        Set<String> sent = task.send(50, Color.RED);
        results.labels(50);

        CountDownLatch stalled = gpu.stall();
        sent.addAll(task.send(50, Color.RED));

        assertThat(results.labels(100)).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        Instances.awaitReady(classifier);
        assertThat(classifier.stuckRuns()).isPositive();
        await().atMost(PATIENCE).until(() -> results.reports().stream()
                .anyMatch(report -> report.contains("cpu (simulated failed: a run has not ended within 2000 ms")));
        stalled.countDown();
    }

    @Test
    void aModelForWhichTheDeviceHasNoRoomBesideTheLiveOneIsRefusedAndTheLiveOneStays() {
        String live = task.promote(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        gpu.roomForModels(1);
        Classifier classifier = instances.start(Map.of("afterimage.device", "cuda:0"), gpu);
        Instances.awaitReady(classifier);

        String refused = task.promote(TestModels.brightness("rouge", "vert", "bleu"));

        await().atMost(PATIENCE).until(() -> results.reports().stream()
                .anyMatch(report -> report.contains("refused_model: \"" + refused) && report.contains("no memory")));
        task.send(10, Color.RED);
        assertThat(results.labels(10)).extracting(Label::getModel).containsOnly(live);
        assertThat(classifier.health().ready()).isTrue();
    }

    @Test
    void withoutAFallbackALostDeviceIsSaidAndTheProcessGivesUp() {
        task.promote(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier = instances.start(Map.of("afterimage.device", "cuda:0"), gpu);
        Instances.awaitReady(classifier);

        gpu.lose("CUDA failure 700");
        task.send(50, Color.RED);

        // A stream thread that ends the client throws what it died of.
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .until(() -> classifier.health().reason().contains("CUDA failure 700"));
        assertThat(classifier.health().ready()).isFalse();
        instances.awaitGivenUp();
    }
}
