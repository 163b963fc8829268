package io.afterimage.classifier.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.classifier.TestClassifiers;
import io.afterimage.classifier.infer.RandomClient.Kind;
import io.afterimage.classifier.infer.RandomClient.Sent;
import io.afterimage.classifier.infer.batched.BatchedRunners;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import io.afterimage.model.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to images on their way through runners, in whatever order: what is sent, taken back and wanted sooner by
 * three threads, which images fail, when memory is short, when models are swapped and when the runners are closed is drawn
 * from the seed that names the test. {@code -Dafterimage.seeds=N} tries more.
 */
class RunnersPropertyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENTS = 3;
    private static final int CAPACITY = 40;
    /** For images of different sizes: a batch with both models' would take the one's pixels for the other's. */
    private static final byte[][] MODELS = {
        TestModels.brightness("red", "green", "blue"), TestModels.brightness(12, List.of("rouge", "vert", "bleu"))
    };

    private final ModelSlot slot = new ModelSlot();
    private final AtomicInteger inferred = new AtomicInteger();
    private final List<String> losses = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("afterimage.seeds", 12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void batchedRunnersAnswerEachImageAsItselfAndLeaveNothingOpen(long seed) throws Exception {
        Random random = new Random(seed);
        int largest = 1 << random.nextInt(4);
        WatchedDevice device = device(largest);
        answerEach(
                random,
                device,
                new BatchedRunners(
                        new BatchedRunners.Settings("simulated", largest, 2, 2, CAPACITY, PATIENCE),
                        () -> TestClassifiers.preparer(slot, new Store(folder)),
                        new ModelRun(Clock.systemUTC(), inferred::addAndGet),
                        losses::add));
        assertThat(device.accelerator().batches())
                .allSatisfy(size -> assertThat(size).isBetween(1, largest));
        assertThat(losses).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fusedRunnersAnswerEachImageAsItselfAndLeaveNothingOpen(long seed) throws Exception {
        WatchedDevice device = device(1);
        answerEach(
                new Random(seed),
                device,
                new FusedRunners(
                        2, CAPACITY, () -> TestClassifiers.of(slot, new Store(folder), inferred::addAndGet), PATIENCE));
    }

    private void answerEach(Random random, WatchedDevice device, Runners runners) throws Exception {
        device.accelerator().refuse(RandomClient.POISON);
        swap(random, device);
        boolean closedEarly = random.nextBoolean();
        int before = closedEarly ? random.nextInt(20) : 0;
        List<Sent> sent;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<List<Sent>>> clients = clients(random, device, runners, threads);
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> device.accelerator().batches().size() >= before);
            if (closedEarly) {
                runners.close();
            }
            sent = all(clients);
        } finally {
            threads.shutdownNow();
        }
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(sent)
                .allSatisfy(image -> assertThat(image.task().outcome()).isDone()));
        runners.close();
        slot.close();
        assertThat(sent).allSatisfy(image -> assertEnd(image, closedEarly));
        assertThat(device.open()).as("models left open").hasValue(0);
        long labelled = sent.stream().filter(image -> classified(image)).count();
        long cancelled = sent.stream()
                .filter(image -> image.task().outcome().isCancelled())
                .count();
        assertThat((long) inferred.get()).isBetween(labelled, labelled + cancelled);
    }

    private List<Future<List<Sent>>> clients(
            Random random, WatchedDevice device, Runners runners, ExecutorService threads) {
        List<Future<List<Sent>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random own = new Random(random.nextLong());
            clients.add(threads.submit(new RandomClient(own, runners, () -> swap(own, device))));
        }
        return clients;
    }

    /** Another model, and at times other memory. */
    private void swap(Random random, WatchedDevice device) {
        slot.swap(device.load(MODELS[random.nextInt(MODELS.length)]));
        if (random.nextInt(3) == 0) {
            device.accelerator().memoryFor(1 + random.nextInt(device.largestBatch()));
        }
    }

    private static void assertEnd(Sent image, boolean closedEarly) {
        CompletableFuture<Outcome> outcome = image.task().outcome();
        if (outcome.isCancelled()) {
            assertThat(closedEarly || image.takenBack()).isTrue();
        } else if (image.kind() == Kind.POISONED) {
            assertThat(outcome)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(InferenceException.class)
                    .withMessageContaining("an operator refused an image");
        } else if (image.kind() == Kind.BROKEN) {
            assertThat(outcome.join()).isInstanceOf(Outcome.Rejected.class);
        } else {
            assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Classified.class, answer -> assertThat(
                            image.kind().labels())
                    .contains(best(answer)));
        }
    }

    private static boolean classified(Sent image) {
        CompletableFuture<Outcome> outcome = image.task().outcome();
        return !outcome.isCompletedExceptionally() && outcome.join() instanceof Outcome.Classified;
    }

    private static String best(Outcome.Classified answer) {
        int best = 0;
        for (int i = 1; i < answer.probabilities().length; i++) {
            best = answer.probabilities()[i] > answer.probabilities()[best] ? i : best;
        }
        return answer.labels().get(best);
    }

    private static List<Sent> all(List<Future<List<Sent>>> clients) throws Exception {
        List<Sent> sent = new ArrayList<>();
        for (Future<List<Sent>> client : clients) {
            sent.addAll(client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return sent;
    }

    private static WatchedDevice device(int largest) {
        return new WatchedDevice(
                new SimulatedAccelerator(Duration.ofNanos(100_000), Duration.ofNanos(20_000), largest));
    }
}
