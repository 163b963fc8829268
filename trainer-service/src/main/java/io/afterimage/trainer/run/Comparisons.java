package io.afterimage.trainer.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.afterimage.events.v1.Side;
import io.afterimage.model.compare.Comparison;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares two versions that no gate has compared, on the test side of the data set: one pair at a time, on one core. Remembers
 * the last pairs. Safe for many threads: all state is guarded by this.
 */
public final class Comparisons implements AutoCloseable {
    /** So that it ends in minutes. */
    private static final int MOST_EXAMPLES = 2_000;

    private static final int MOST_REMEMBERED = 16;
    private static final long LARGEST = 64L << 20;
    private static final double ALPHA = 0.05;
    private static final Duration END = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

    private final Store store;
    private final LabelMap map;
    private final Map<Pair, State> states = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "comparisons");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param store of the models
     * @param map what labels mean in the classes that people use
     */
    public Comparisons(Store store, LabelMap map) {
        this.store = store;
        this.map = map;
    }

    /** Two versions, by their hashes. */
    public record Pair(String before, String after) {}

    /** Where a comparison stands. */
    public sealed interface State {
        /** So many of so many scores are there. */
        record UnderWay(int done, int of) implements State {}

        /**
         * It is there.
         *
         * @param table a {@link Comparison} as JSON, with keys in snake case
         */
        record Done(Map<String, Object> table) implements State {}

        /**
         * There will be none.
         *
         * @param reason for a person
         */
        record Failed(String reason) implements State {}
    }

    /** What is known of a pair; empty where nobody has had it compared lately. */
    public synchronized Optional<State> of(Pair pair) {
        return Optional.ofNullable(states.get(pair));
    }

    /**
     * Begins to compare a pair, anew if it was compared before.
     *
     * @param examples the data set as it is now; at most {@value #MOST_EXAMPLES} of its test side are used
     * @return whether this pair is being compared now; another one may be
     */
    public synchronized boolean begin(Pair pair, Snapshot examples) {
        if (states.values().stream().noneMatch(State.UnderWay.class::isInstance)) {
            put(pair, new State.UnderWay(0, 0));
            worker.execute(() -> put(pair, compared(pair, examples)));
        }
        return states.get(pair) instanceof State.UnderWay;
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A comparison of two models does not end, and goes with the process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void put(Pair pair, State state) {
        states.remove(pair);
        states.put(pair, state);
        if (states.size() > MOST_REMEMBERED) {
            states.remove(states.keySet().iterator().next());
        }
    }

    private State compared(Pair pair, Snapshot examples) {
        try {
            Snapshot test = test(examples);
            if (test.entries().isEmpty()) {
                return new State.Failed("there is no example on the test side yet");
            }
            ModelScores before = scores(pair, pair.before(), test, 0);
            ModelScores after = scores(pair, pair.after(), test, test.entries().size());
            Comparison table = Comparison.of(before.commonWith(after), after.commonWith(before), map, ALPHA);
            return new State.Done(Json.MAPPER.convertValue(table, new TypeReference<>() {}));
        } catch (IOException | StoreException | IllegalArgumentException e) {
            return new State.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            return new State.Failed("the trainer ended");
        } catch (RuntimeException e) {
            LOG.warn("Two models could not be compared", e);
            return new State.Failed("it failed; the trainer's log says why");
        }
    }

    private ModelScores scores(Pair pair, String version, Snapshot test, int before)
            throws IOException, StoreException, InterruptedException {
        int all = 2 * test.entries().size();
        byte[] file = store.read(Store.Kind.MODEL, version, LARGEST);
        return new Scoring(test, 1, progress -> put(pair, new State.UnderWay(before + progress.done(), all))).of(file);
    }

    /** By hash, which is as good as at random. */
    private static Snapshot test(Snapshot examples) {
        List<SnapshotEntry> test = examples.entries().stream()
                .filter(entry -> entry.side() == Side.TEST)
                .limit(MOST_EXAMPLES)
                .toList();
        return Snapshot.of(test);
    }
}
