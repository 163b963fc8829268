package io.afterimage.cli.stack;

import io.afterimage.broker.BrokerException;
import io.afterimage.broker.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service whose process is kept running: one that dies, or no longer says that it is live, is replaced after a
 * while. All that happens to it is said. For one thread.
 */
final class Child {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(2);

    private final Service service;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final BackOff backOff;
    private final Liveness liveness = new Liveness(SILENCE);
    private @Nullable ChildProcess process;
    private Instant launchedAt = Instant.MIN;
    private Instant probeAt = Instant.MIN;
    private @Nullable Instant launchAt;

    Child(Service service, BackOff backOff, InstantSource clock, Consumer<String> say) {
        this.service = service;
        this.backOff = backOff;
        this.clock = clock;
        this.say = say;
    }

    Service service() {
        return service;
    }

    /** Its process, whether it runs or has ended. */
    Optional<ChildProcess> process() {
        return Optional.ofNullable(process);
    }

    /** Starts a process for it. */
    ChildProcess launch() throws IOException, InterruptedException {
        ChildProcess launched = service.launch();
        process = launched;
        launchAt = null;
        launchedAt = clock.instant();
        probeAt = launchedAt.plus(BETWEEN_PROBES);
        liveness.restart();
        return launched;
    }

    /**
     * Looks after it.
     *
     * @return whether it has another process now
     */
    boolean check() throws InterruptedException {
        Instant now = clock.instant();
        if (launchAt != null) {
            return !now.isBefore(launchAt) && relaunch(now);
        }
        if (process == null || !process.alive()) {
            ended(now);
        } else if (!now.isBefore(probeAt)) {
            probe(process, now);
        }
        return false;
    }

    /** Stops it in order, and kills it if that takes too long. */
    void stop() throws InterruptedException {
        if (process != null) {
            process.stop(service.patience());
        }
    }

    /** Ends it at once. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    private void ended(Instant now) {
        Duration wait = backOff.after(Duration.between(launchedAt, now));
        launchAt = now.plus(wait);
        say.accept(service.name() + " ended with exit code " + exitCode() + "; it is started again in "
                + wait.toSeconds() + " s" + seeLog());
    }

    private boolean relaunch(Instant now) throws InterruptedException {
        try {
            ChildProcess launched = launch();
            say.accept(service.name() + " is started again, process "
                    + launched.handle().pid());
            return true;
        } catch (IOException | BrokerException e) {
            Duration wait = backOff.after(Duration.ZERO);
            launchAt = now.plus(wait);
            say.accept(service.name() + " could not be started again: " + e.getMessage() + "; next try in "
                    + wait.toSeconds() + " s");
            return false;
        }
    }

    private void probe(ChildProcess running, Instant now) throws InterruptedException {
        probeAt = now.plus(BETWEEN_PROBES);
        Health health = service.endpoint().live();
        if (liveness.lost(health.up(), now)) {
            say.accept(service.name() + " has not been live for " + SILENCE.toSeconds() + " s (" + health.reason()
                    + "); it is killed" + seeLog());
            running.kill();
        }
    }

    private int exitCode() {
        return process == null ? -1 : process.exitCode().orElse(-1);
    }

    private String seeLog() {
        return process == null ? "" : "; see " + process.log();
    }
}
