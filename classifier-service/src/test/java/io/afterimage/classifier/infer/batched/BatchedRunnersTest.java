package io.afterimage.classifier.infer.batched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.afterimage.classifier.LiveModels;
import io.afterimage.classifier.TestClassifiers;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.InferenceException;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchedRunnersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] COLOURS = TestModels.colours();
    private static final byte[] COULEURS = TestModels.brightness("rouge", "vert", "bleu");
    private static final Map<Color, List<String>> NAMES = Map.of(
            Color.RED, List.of("red", "rouge"),
            Color.GREEN, List.of("green", "vert"),
            Color.BLUE, List.of("blue", "bleu"));

    private final SimulatedAccelerator device = accelerator(16);
    private final ModelSlot slot = new ModelSlot();
    private final List<String> losses = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void emptySlot() {
        slot.close();
    }

    @Test
    void aloneAnImageGoesAtOnce() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        try (BatchedRunners runners = runners()) {
            assertThat(nameOf(submitted(runners, Color.GREEN))).isEqualTo("green");
        }
        assertThat(device.batches()).containsExactly(1);
    }

    @Test
    void whatComesWhileTheDeviceIsBusyIsOneBatch() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            ImageTask first = submitted(runners, Color.RED);
            await().atMost(PATIENCE).until(() -> device.batches().size() == 1);
            List<ImageTask> others = many(runners, 16, Color.BLUE);
            await().atMost(PATIENCE).until(() -> device.batches().size() == 2);
            busy.countDown();

            assertThat(nameOf(first)).isEqualTo("red");
            for (ImageTask task : others) {
                assertThat(nameOf(task)).isEqualTo("blue");
            }
        }
        assertThat(device.batches()).containsExactly(1, 16);
    }

    @Test
    void decodedImagesAreBounded() {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = many(runners, 200, Color.RED);
            // One batch in the device, one before it, and what is left of the buffers.
            await().atMost(PATIENCE).until(() -> runners.waiting() <= 200 - 3 * 16);
            assertThat(runners.waiting()).isGreaterThanOrEqualTo(200 - 3 * 16 - 4);
            busy.countDown();
            assertThat(tasks).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("red"));
        }
    }

    @Test
    void anImageThatCannotBeDecodedFailsAlone() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        try (BatchedRunners runners = runners()) {
            List<ImageTask> good = many(runners, 10, Color.RED);
            ImageTask bad = submitted(runners, new byte[] {1, 2, 3});
            List<ImageTask> more = many(runners, 10, Color.BLUE);

            assertThat(outcome(bad)).isInstanceOf(Outcome.Rejected.class);
            assertThat(good).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("red"));
            assertThat(more).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("blue"));
        }
    }

    @Test
    void anImageThatFailsItsRunFailsAlone() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        device.refuse(255);
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            List<ImageTask> good = many(runners, 15, Color.BLUE);
            ImageTask bad = submitted(runners, Color.RED);
            busy.countDown();

            assertThatThrownBy(() -> outcome(bad))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InferenceException.class)
                    .hasMessageContaining("an operator refused an image");
            assertThat(good).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("blue"));
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void withoutMemoryTheBatchIsHalvedAndStaysSo() {
        slot.swap(LiveModels.load(COLOURS, device));
        device.memoryFor(5);
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = many(runners, 50, Color.GREEN);
            await().atMost(PATIENCE).until(() -> device.batches().contains(16));
            busy.countDown();
            assertThat(tasks).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("green"));
            assertThat(runners.remark()).isEqualTo("batches to 4 only, for want of memory");

            int before = device.batches().size();
            assertThat(many(runners, 50, Color.RED))
                    .allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("red"));
            assertThat(device.batches().subList(before, device.batches().size()))
                    .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(4));
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void withoutMemoryForASingleImageTheDeviceIsLost() {
        slot.swap(LiveModels.load(COLOURS, device));
        device.memoryFor(0);
        try (BatchedRunners runners = runners()) {
            submitted(runners, Color.RED);

            await().atMost(PATIENCE).until(() -> losses.size() == 1);
            assertThat(losses.get(0)).contains("no memory for a single image");
        }
    }

    @Test
    void aLostDeviceIsToldOnceAndWithoutAnotherEverythingFailsWithTheReason() {
        slot.swap(LiveModels.load(COLOURS, device));
        device.lose("CUDA failure 700");
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = many(runners, 100, Color.RED);
            await().atMost(PATIENCE).until(() -> losses.size() == 1);
            assertThat(runners.obstacle()).isEqualTo("simulated failed: CUDA failure 700");
            assertThat(tasks).allSatisfy(task -> assertThat(task.outcome()).isNotDone());

            runners.fail(runners.obstacle());

            ImageTask late = task(TestImages.png(Color.RED));
            assertThat(runners.submit(late)).isFalse();
            runners.expedite(late, false);
            tasks.add(late);
            assertThat(tasks).allSatisfy(task -> assertThatThrownBy(() -> outcome(task))
                    .hasCauseInstanceOf(InferenceException.class)
                    .hasMessageContaining("CUDA failure 700"));
        }
        assertThat(losses).hasSize(1);
    }

    @Test
    void afterALossOtherRunnersAnswerEachImageThatWaits() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        BatchedRunners first = runners();
        try (FailoverRunners runners = new FailoverRunners(first)) {
            List<ImageTask> tasks = many(runners, 30, Color.RED);
            device.lose("CUDA failure 700");
            await().atMost(PATIENCE).until(() -> {
                tasks.add(submitted(runners, Color.BLUE));
                return !losses.isEmpty();
            });
            tasks.add(submitted(runners, Color.GREEN));
            assertThat(runners.obstacle()).isNotEmpty();

            slot.swap(LiveModels.load(COLOURS));
            runners.goOver(
                    () -> new FusedRunners(2, 1000, () -> TestClassifiers.of(slot, new Store(folder)), PATIENCE));

            assertThat(tasks).allSatisfy(task -> assertThat(outcome(task)).isInstanceOf(Outcome.Classified.class));
            assertThat(runners.obstacle()).isEmpty();
            assertThat(nameOf(submitted(runners, Color.GREEN))).isEqualTo("green");
        }
    }

    @Test
    void aBatchThatWasTakenBeforeTheOtherRunnerLoweredTheLimitIsAnswered() {
        slot.swap(LiveModels.load(COLOURS, device));
        device.memoryFor(2);
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = many(runners, 33, Color.GREEN);
            await().atMost(PATIENCE).until(() -> device.batches().size() == 2);
            busy.countDown();

            assertThat(tasks).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("green"));
        }
    }

    @Test
    void aRunThatDoesNotEndIsGivenUpAndOtherRunnersAnswerItsImages() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch stalled = device.stall();
        BatchedRunners first = runners(device, Duration.ofMillis(300));
        try (FailoverRunners runners = new FailoverRunners(first)) {
            List<ImageTask> tasks = many(runners, 60, Color.RED);
            await().atMost(PATIENCE).until(() -> !losses.isEmpty());
            assertThat(runners.obstacle()).isEqualTo("simulated failed: a run has not ended within 150 ms");
            slot.swap(LiveModels.load(COLOURS));
            goOver(runners);

            assertThat(tasks).allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("red"));
            assertThat(runners.givenUp()).isEqualTo(2);
            assertThat(losses).hasSize(1);
            assertThat(device.models()).isEqualTo(1);

            stalled.countDown();

            // What came back is not used again: only then its model is closed.
            await().atMost(PATIENCE).until(() -> device.models() == 0);
            assertThat(device.batches()).hasSize(2);
        }
    }

    @Test
    void aRunThatDoesNotEndFailsItsImagesWhereNothingStandsIn() {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch stalled = device.stall();
        try (BatchedRunners runners = runners(device, Duration.ofMillis(300))) {
            ImageTask task = submitted(runners, Color.RED);
            await().atMost(PATIENCE).until(() -> !losses.isEmpty());
            runners.fail(runners.obstacle());

            assertThatThrownBy(() -> outcome(task))
                    .hasCauseInstanceOf(InferenceException.class)
                    .hasMessageContaining("a run has not ended");
            stalled.countDown();
        }
    }

    @Test
    void closedDuringARunThatDoesNotEndItSaysSoSinceTheModelMustStay() throws Exception {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch stalled = device.stall();
        BatchedRunners runners = runners(device, Duration.ofMillis(50));
        ImageTask task = submitted(runners, Color.RED);
        await().atMost(PATIENCE).until(() -> device.batches().size() == 1);

        assertThatThrownBy(runners::close).isInstanceOf(InferenceException.class);

        stalled.countDown();
        assertThat(nameOf(task)).isEqualTo("red");
    }

    @Test
    void modelsAreSwappedWhileBatchesAreUnderWayAndEachAnswerNamesItsModel() {
        LiveModel colours = LiveModels.load(COLOURS, device);
        String version = colours.version();
        slot.swap(colours);
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tasks.addAll(many(runners, 25, Color.GREEN));
                slot.swap(LiveModels.load(i % 2 == 0 ? COULEURS : COLOURS, device));
            }
            assertThat(tasks).allSatisfy(task -> assertThat(outcome(task))
                    .isInstanceOfSatisfying(Outcome.Classified.class, answer -> assertThat(name(answer))
                            .isEqualTo(answer.model().equals(version) ? "green" : "vert")));
        }
    }

    @Test
    void closedWhileBusyEachImageIsAnsweredOrCancelledAndNoModelIsClosedInUse() {
        slot.swap(LiveModels.load(COLOURS, device));
        BatchedRunners runners = runners();
        List<ImageTask> tasks = many(runners, 500, Color.BLUE);

        runners.close();

        assertThat(tasks).allSatisfy(task -> assertThat(task.outcome()).isDone());
        assertThat(runners.submit(task(TestImages.png(Color.RED)))).isFalse();
    }

    @Test
    void anImageThatSomebodyWaitsForOvertakesTheOthers() {
        SimulatedAccelerator single = accelerator(1);
        slot.swap(LiveModels.load(COLOURS, single));
        CountDownLatch busy = single.stall();
        List<ImageTask> order = Collections.synchronizedList(new ArrayList<>());
        try (BatchedRunners runners = runners(single, PATIENCE)) {
            List<ImageTask> ahead = many(runners, 2, Color.RED);
            await().atMost(PATIENCE).until(() -> single.batches().size() == 2);
            List<ImageTask> tasks = many(runners, 20, Color.RED);
            // As many as there are buffers: the others wait to be decoded.
            await().atMost(PATIENCE).until(() -> runners.decoded() == 3);
            ImageTask last = tasks.get(19);
            for (ImageTask task : tasks) {
                var unused = task.outcome().thenRun(() -> order.add(task));
            }

            runners.expedite(last, true);
            busy.countDown();
            await().atMost(PATIENCE).until(() -> order.size() == 20);

            assertThat(ahead).allSatisfy(task -> assertThat(task.outcome()).isDone());
            assertThat(order.indexOf(last)).isLessThan(10);
        }
    }

    @Test
    void anImageTakenBackIsCancelledWhereverItIs() {
        slot.swap(LiveModels.load(COLOURS, device));
        CountDownLatch busy = device.stall();
        try (BatchedRunners runners = runners()) {
            List<ImageTask> tasks = many(runners, 100, Color.RED);
            await().atMost(PATIENCE).until(() -> runners.decoded() > 0);

            tasks.forEach(runners::cancel);

            assertThat(runners.waiting()).isZero();
            assertThat(runners.decoded()).isZero();
            assertThat(tasks).allSatisfy(task -> assertThat(task.outcome()).isCancelled());
            busy.countDown();
        }
    }

    @Test
    void aModelThatTakesOneImageGetsOne() {
        slot.swap(LiveModels.load(COLOURS, device, 1));
        try (BatchedRunners runners = runners()) {
            assertThat(many(runners, 20, Color.GREEN))
                    .allSatisfy(task -> assertThat(nameOf(task)).isEqualTo("green"));
        }
        assertThat(device.batches()).hasSize(20).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensEachImageIsAnsweredAsItself(long seed) {
        Random random = new Random(seed);
        slot.swap(LiveModels.load(COLOURS, device));
        BatchedRunners first = runners();
        try (FailoverRunners runners = new FailoverRunners(first)) {
            List<Sent> sent = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                happen(random, runners, sent);
            }
            if (seed % 2 == 0) {
                device.lose("CUDA failure 700");
                await().atMost(PATIENCE).until(() -> {
                    sent.add(send(random, runners));
                    return !losses.isEmpty();
                });
                slot.swap(LiveModels.load(COLOURS));
                goOver(runners);
            }
            assertThat(sent).allSatisfy(image -> {
                if (!image.task().outcome().isCancelled()) {
                    assertThat(NAMES.get(image.colour())).contains(nameOf(image.task()));
                }
            });
        }
    }

    private void happen(Random random, Runners runners, List<Sent> sent) {
        int what = random.nextInt(100);
        if (what < 85) {
            sent.add(send(random, runners));
        } else if (what < 90 && !sent.isEmpty()) {
            runners.expedite(sent.get(random.nextInt(sent.size())).task(), true);
        } else if (what < 94 && !sent.isEmpty()) {
            runners.cancel(sent.get(random.nextInt(sent.size())).task());
        } else if (what < 98) {
            slot.swap(LiveModels.load(random.nextBoolean() ? COLOURS : COULEURS, device));
        } else {
            device.memoryFor(1 + random.nextInt(16));
        }
    }

    private record Sent(Color colour, ImageTask task) {}

    private Sent send(Random random, Runners runners) {
        Color colour = List.copyOf(NAMES.keySet()).get(random.nextInt(NAMES.size()));
        return new Sent(colour, submitted(runners, colour));
    }

    private void goOver(FailoverRunners runners) {
        try {
            runners.goOver(
                    () -> new FusedRunners(2, 1000, () -> TestClassifiers.of(slot, new Store(folder)), PATIENCE));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private BatchedRunners runners() {
        return runners(device, PATIENCE);
    }

    private BatchedRunners runners(SimulatedAccelerator on, Duration patience) {
        return new BatchedRunners(
                new BatchedRunners.Settings(on.name(), on.largestBatch(), 2, 2, 1000, patience),
                () -> TestClassifiers.preparer(slot, new Store(folder)),
                new ModelRun(Clock.systemUTC(), batch -> {}),
                losses::add);
    }

    private static SimulatedAccelerator accelerator(int largest) {
        return new SimulatedAccelerator(Duration.ofMillis(1), Duration.ofNanos(50_000), largest);
    }

    private static List<ImageTask> many(Runners runners, int count, Color colour) {
        byte[] png = TestImages.png(colour);
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> submitted(runners, png)).toList());
    }

    private static ImageTask submitted(Runners runners, Color colour) {
        return submitted(runners, TestImages.png(colour));
    }

    private static ImageTask submitted(Runners runners, byte[] image) {
        ImageTask task = task(image);
        assertThat(runners.submit(task)).isTrue();
        return task;
    }

    private static ImageTask task(byte[] image) {
        return new ImageTask(
                new ImageRecord("images", 0, 0, TestImages.event(image).build().toByteArray(), 0));
    }

    private static Outcome outcome(ImageTask task) throws Exception {
        return task.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String nameOf(ImageTask task) throws Exception {
        return name((Outcome.Classified) outcome(task));
    }

    private static String name(Outcome.Classified answer) {
        int best = 0;
        for (int i = 1; i < answer.probabilities().length; i++) {
            best = answer.probabilities()[i] > answer.probabilities()[best] ? i : best;
        }
        return answer.labels().get(best);
    }
}
