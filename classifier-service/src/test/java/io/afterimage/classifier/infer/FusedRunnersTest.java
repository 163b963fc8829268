package io.afterimage.classifier.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.classifier.LiveModels;
import io.afterimage.classifier.TestClassifiers;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.TestModels;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusedRunnersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ModelSlot slot = new ModelSlot();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void emptySlot() {
        slot.close();
    }

    @Test
    void aBadImageFailsAloneAmongGoodOnes() throws Exception {
        slot.swap(LiveModels.load(TestModels.colours()));
        try (FusedRunners pool = pool(2, 100)) {
            List<ImageTask> tasks = IntStream.range(0, 30)
                    .mapToObj(i -> task(i == 13 ? new byte[] {1, 2, 3} : TestImages.png(Color.RED)))
                    .toList();
            tasks.forEach(pool::submit);

            for (int i = 0; i < tasks.size(); i++) {
                Outcome outcome = outcome(tasks.get(i));
                assertThat(outcome).isInstanceOf(i == 13 ? Outcome.Rejected.class : Outcome.Classified.class);
            }
            assertThat(outcome(tasks.get(13))).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(
                            rejected.rejection().reason())
                    .isEqualTo(RejectionReason.FORMAT_UNKNOWN));
        }
    }

    @Test
    void aFailureThatIsNotTheImagesIsThrownAndTheRunnerGoesOn() throws Exception {
        try (FusedRunners pool = pool(1, 100)) {
            ImageTask without = task(TestImages.png(Color.RED));
            pool.submit(without);
            assertThatThrownBy(() -> outcome(without))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(InferenceException.class);

            slot.swap(LiveModels.load(TestModels.colours()));
            ImageTask with = task(TestImages.png(Color.RED));
            pool.submit(with);

            assertThat(outcome(with)).isInstanceOf(Outcome.Classified.class);
        }
    }

    @Test
    void aFullQueueTakesNothingMoreButWhatIsWaitedFor() {
        try (FusedRunners pool = pool(0, 2)) {
            assertThat(pool.submit(task(new byte[0]))).isTrue();
            assertThat(pool.submit(task(new byte[0]))).isTrue();
            assertThat(pool.submit(task(new byte[0]))).isFalse();

            pool.expedite(task(new byte[0]), false);

            assertThat(pool.waiting()).isEqualTo(3);
        }
    }

    @Test
    void aTaskTakenBackIsCancelledAndLeavesTheQueue() {
        try (FusedRunners pool = pool(0, 2)) {
            ImageTask task = task(new byte[0]);
            pool.submit(task);

            pool.cancel(task);

            assertThat(pool.waiting()).isZero();
            assertThat(task.outcome()).isCancelled();
            pool.expedite(task, true);
            assertThat(pool.waiting()).isZero();
        }
    }

    @Test
    void closingCancelsWhatWaitsAndRefusesWhatComes() {
        FusedRunners pool = pool(0, 10);
        ImageTask waiting = task(new byte[0]);
        pool.submit(waiting);

        pool.close();

        assertThat(waiting.outcome()).isCancelled();
        assertThat(pool.submit(task(new byte[0]))).isFalse();
    }

    @Test
    void closedWhileBusyEachImageIsAnsweredOrCancelled() {
        slot.swap(LiveModels.load(TestModels.colours()));
        FusedRunners pool = pool(2, 1000);
        List<ImageTask> tasks = IntStream.range(0, 500)
                .mapToObj(i -> task(TestImages.png(Color.BLUE)))
                .toList();
        tasks.forEach(pool::submit);

        pool.close();

        assertThat(tasks).allSatisfy(task -> assertThat(task.outcome()).isDone());
    }

    private FusedRunners pool(int runners, int capacity) {
        return new FusedRunners(runners, capacity, () -> TestClassifiers.of(slot, new Store(folder)), PATIENCE);
    }

    private static ImageTask task(byte[] image) {
        return new ImageTask(
                new ImageRecord("images", 0, 0, TestImages.event(image).build().toByteArray(), 0));
    }

    private static Outcome outcome(ImageTask task) throws Exception {
        return task.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
