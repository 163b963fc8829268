package io.afterimage.bench.rig;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.measure.Processes;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.measure.Stopwatch;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a stream over images that wait on its topic: starts its process, follows the committed labels, stops it in order.
 * For one thread.
 */
public final class StreamTrial {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(35);

    private final Supplier<LabelFollower> followers;
    private final Supplier<ChildProcess> program;
    private final List<ProcessHandle> beside;

    /** What is done while the process still runs. */
    public interface AtEnd {
        void run() throws InterruptedException;
    }

    /**
     * @param followers begins to follow what the stream writes
     * @param program starts its process
     * @param beside processes whose work counts as well
     */
    public StreamTrial(Supplier<LabelFollower> followers, Supplier<ChildProcess> program, List<ProcessHandle> beside) {
        this.followers = followers;
        this.program = program;
        this.beside = beside;
    }

    /**
     * Runs until so many images have a label.
     *
     * @param ledger of the images that wait; has all labels afterwards
     * @param warmUp labels before the measuring begins
     * @param wanted labels at which it ends
     */
    public Rates run(Ledger ledger, int warmUp, int wanted) throws InterruptedException {
        return run(ledger, warmUp, wanted, () -> {});
    }

    /**
     * Runs until so many images have a label.
     *
     * @param atEnd called then, before the process is stopped
     */
    public Rates run(Ledger ledger, int warmUp, int wanted, AtEnd atEnd) throws InterruptedException {
        try (LabelFollower follower = followers.get()) {
            ChildProcess process = program.get();
            try {
                List<ProcessHandle> measured = new ArrayList<>(beside);
                measured.add(process.handle());
                Stopwatch watch = new Stopwatch(warmUp, () -> Processes.cpu(measured));
                follow(follower, ledger, watch, process, wanted);
                watch.stop(ledger.labelled(), System.nanoTime());
                atEnd.run();
                return new Rates(watch.perSecond(), watch.cpuMillis());
            } finally {
                process.stop(STOP);
                follower.readToEnd(ledger);
            }
        }
    }

    private static void follow(
            LabelFollower follower, Ledger ledger, Stopwatch watch, ChildProcess process, int wanted) {
        long last = System.nanoTime();
        while (ledger.labelled() + ledger.rejected() < wanted) {
            int before = ledger.labelled();
            follower.poll(ledger);
            long now = System.nanoTime();
            if (ledger.labelled() > before) {
                watch.labels(ledger.labelled(), now);
                last = now;
            } else if (!process.alive() || now - last > PATIENCE.toNanos()) {
                throw new CommandException("No label came "
                        + (process.alive() ? "for " + PATIENCE.toSeconds() + " s" : "from a process that has ended")
                        + ", " + ledger.lost() + " are missing. The log: " + String.join(" | ", tail(process)));
            }
        }
    }

    private static List<String> tail(ChildProcess process) {
        List<String> lines = process.lastLines();
        return lines.subList(Math.max(0, lines.size() - 5), lines.size());
    }
}
