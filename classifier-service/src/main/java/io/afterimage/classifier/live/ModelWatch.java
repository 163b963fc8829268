package io.afterimage.classifier.live;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLogReader;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the model log on a thread of its own and keeps the slot at what the log says is live. A version that is
 * refused leaves the live one where it is; an instance that has none falls back to the newest earlier live version that
 * loads. The thread owns all state but {@link #state}.
 */
public final class ModelWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration FIRST_READ = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Supplier<ModelLogReader> readers;
    private final ModelLoader loader;
    private final ModelSlot slot;
    private final Duration retryRefused;
    private final Consumer<LiveState> listener;
    private final Thread thread = new Thread(this::run, "model-watch");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable ModelLogReader reading;
    private volatile LiveState state = LiveState.NONE;
    private volatile boolean modelLost;
    private String settled = "";
    private long settledAt;

    /**
     * @param readers opens a reader at the log's beginning
     * @param retryRefused pause before a refused version is tried again
     * @param listener told of each change of state, on the watch's thread
     */
    public ModelWatch(
            Supplier<ModelLogReader> readers,
            ModelLoader loader,
            ModelSlot slot,
            Duration retryRefused,
            Consumer<LiveState> listener) {
        this.retryRefused = retryRefused;
        this.readers = readers;
        this.loader = loader;
        this.slot = slot;
        this.listener = listener;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public LiveState state() {
        return state;
    }

    /** The model in the slot is of no use any more, as its device is lost: the live version is loaded again. */
    public void reload() {
        modelLost = true;
    }

    /** Stops following. The slot keeps what it has. */
    @Override
    public void close() {
        closing.countDown();
        ModelLogReader reader = reading;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open()) {
            try (ModelLogReader reader = readers.get()) {
                reading = reader;
                follow(reader);
            } catch (RuntimeException e) {
                if (open()) {
                    LOG.warn("The model log cannot be read, trying again: {}", e.getMessage());
                    pause();
                }
            } finally {
                reading = null;
            }
        }
    }

    private void follow(ModelLogReader reader) {
        ModelHistory history = reader.readToEnd(FIRST_READ);
        while (open()) {
            settle(history);
            history = reader.poll(POLL);
        }
    }

    /** Brings the slot to what the log says; tries what was refused again now and then, as a store may be mended. */
    private void settle(ModelHistory history) {
        if (modelLost) {
            modelLost = false;
            settled = "";
            change(LiveState.NONE);
        }
        String wanted = history.live().map(ModelVersion::version).orElse("");
        boolean mayBeMended = !state.refusedModel().isEmpty() && System.nanoTime() - settledAt > retryRefused.toNanos();
        if (wanted.equals(settled) && !mayBeMended) {
            return;
        }
        try {
            if (wanted.equals(state.model())) {
                change(state.settled());
            } else {
                load(history);
            }
            settled = wanted;
            settledAt = System.nanoTime();
        } catch (IOException e) {
            LOG.warn("The model cannot be had, trying again: {}", e.toString());
            pause();
        }
    }

    /** Loads the live version; where it is refused and the slot is empty, the newest earlier one that loads. */
    private void load(ModelHistory history) throws IOException {
        for (ModelVersion version : history.fallbacks()) {
            boolean live = history.live().filter(version::equals).isPresent();
            try {
                slot.swap(loader.load(version));
                LOG.info("{} model {} ({})", live ? "Live:" : "Fell back to", version.number(), version.shortVersion());
                LiveState next = state.using(version);
                change(live ? next.settled() : next);
                return;
            } catch (ModelRefusedException e) {
                LOG.error("Model {} ({}) is refused: {}", version.number(), version.shortVersion(), e.getMessage());
                if (live) {
                    change(state.refusing(version.version(), String.valueOf(e.getMessage())));
                }
            }
            if (!state.model().isEmpty()) {
                return;
            }
        }
    }

    private void change(LiveState next) {
        state = next;
        listener.accept(next);
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            var unused = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
