package io.afterimage.trainer.mlflow;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.DurableFile;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.run.RunRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings runs that have ended to an MLflow server, on a thread of its own: no run ever waits for that. While the server is away they
 * wait on disk and {@link #notice} says so; what the server does not take as it is, is named in the log and passed over. Close it once.
 */
public final class Recording implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    /** People promote without a run, and a server comes back without a word. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Target target;
    private final Ended ended;
    private final Supplier<ModelHistory> models;
    private final Path folder;
    private final Recorder recorder;
    private final Registry registry;
    private final Semaphore wake = new Semaphore(1);
    private final Thread thread = new Thread(this::work, "mlflow");
    private volatile boolean closing;
    private volatile String notice = "";
    /** What the aliases were given for last; for the thread alone. */
    private Optional<Standing> told = Optional.empty();

    /**
     * Where runs are recorded.
     *
     * @param uri {@code http://host:port}, and a path where the server has one
     * @param name of the experiment, and of the registered model; without quotes, slashes or colons
     * @param credentials file with a token, or with {@code user:password}
     * @param patience most that any call may take but sending a model
     */
    public record Target(URI uri, String name, Optional<Path> credentials, Duration patience) {}

    /** Knows the runs that have ended. */
    @FunctionalInterface
    public interface Ended {
        /** The latest, newest first. */
        List<RunRecord> latest() throws IOException;
    }

    private record Standing(Optional<String> live, Optional<String> challenger) {}

    private Recording(Target target, Ended ended, Supplier<ModelHistory> models, Store store, Path folder) {
        MlflowServer server = new MlflowServer(target.uri(), target.credentials(), target.patience());
        this.target = target;
        this.ended = ended;
        this.models = models;
        this.folder = folder;
        this.registry = new Registry(server, target.name());
        this.recorder = new Recorder(server, registry, store, target.name());
    }

    /**
     * Begins.
     *
     * @param models reads the log of models; may fail as brokers do
     * @param folder of its own, for what is sent already
     */
    public static Recording begin(Target target, Ended ended, Supplier<ModelHistory> models, Store store, Path folder) {
        Recording recording = new Recording(target, ended, models, store, folder);
        recording.thread.setDaemon(true);
        recording.thread.start();
        return recording;
    }

    /** A run has ended. Never blocks. */
    public void wake() {
        wake.release();
    }

    /** What is not recorded yet, and why, in one line; empty if nothing waits. Never blocks. */
    public String notice() {
        return notice;
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closing) {
                var unused = wake.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        String open = "which runs have ended is not known";
        try {
            List<RunRecord> waiting = waiting();
            open = notYet(waiting.size());
            String failed = sendEach(waiting);
            if (failed.isEmpty()) {
                open = "MLflow does not know yet which version is live";
            }
            tellAliases();
            if (failed.isEmpty()) {
                notice = "";
            } else {
                say(notYet(waiting().size()), failed);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Nothing that goes wrong with one run may end the thread.
            if (!closing) {
                say(open, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
    }

    private static String notYet(int runs) {
        return runs == 1 ? "1 run is not in MLflow yet" : runs + " runs are not in MLflow yet";
    }

    /** The oldest first, as they were; one that the server fails on holds up no other. Answers why the last of these failed. */
    private String sendEach(List<RunRecord> newestFirst) throws IOException, InterruptedException {
        String failed = "";
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            RunRecord run = newestFirst.get(i);
            try {
                send(run);
            } catch (RefusedException e) {
                failed = "run " + run.run() + ": " + e.getMessage();
            }
        }
        return failed;
    }

    private List<RunRecord> waiting() throws IOException {
        Files.createDirectories(folder);
        return ended.latest().stream().filter(run -> !Files.exists(mark(run))).toList();
    }

    private void send(RunRecord run) throws IOException, InterruptedException {
        String done = "sent";
        try {
            recorder.send(run);
        } catch (RefusedException e) {
            if (!e.isForGood()) {
                throw e;
            }
            done = "refused: " + e.getMessage();
            LOG.warn("Run {} is not in MLflow at {}, and will not be: {}", run.run(), target.uri(), e.getMessage());
        }
        DurableFile.write(mark(run), done.getBytes(StandardCharsets.UTF_8));
        // Its version may be one that an alias waits for.
        told = Optional.empty();
    }

    private void tellAliases() throws IOException, InterruptedException {
        ModelHistory history = models.get();
        Optional<Standing> now = Optional.of(new Standing(
                history.live().map(ModelVersion::version),
                Registry.challenger(history).map(ModelVersion::version)));
        if (!now.equals(told)) {
            registry.alias(history);
            told = now;
        }
    }

    private Path mark(RunRecord run) {
        return folder.resolve(run.run());
    }

    private void say(String open, String why) {
        String text = open + ", the server at " + target.uri() + " is asked again every minute: " + why;
        if (!text.equals(notice)) {
            LOG.warn("Runs go on: {}", text);
        }
        notice = text;
    }
}
