package io.afterimage.bench.rig;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.PacedLoad;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.measure.Ledger;
import io.afterimage.cli.CommandException;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long an image takes to its committed label, at a steady rate. For one thread. */
public final class LightLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> client;
    private final Topics topics;
    private final Loader loader;

    /** @param loader gives the images */
    public LightLoad(Map<String, Object> client, Topics topics, Loader loader) {
        this.client = client;
        this.topics = topics;
        this.loader = loader;
    }

    /** Sends images all at once and waits for their labels: the classifier is up and warm afterwards. */
    public void warmUp(int count) {
        try (LabelFollower follower = new LabelFollower(client, topics)) {
            List<String> ids = loader.fill(client, topics, count);
            Ledger ledger = new Ledger(ids);
            long last = System.nanoTime();
            while (ledger.lost() > 0) {
                int before = ledger.labelled();
                follower.poll(ledger);
                last = later(last, ledger.labelled() > before);
            }
        }
    }

    /**
     * Sends images at a rate and takes the time of each.
     *
     * @param perSecond images a second
     * @param count images in all
     */
    public Latencies run(double perSecond, int count) {
        Latencies latencies = new Latencies();
        try (LabelFollower follower = new LabelFollower(client, topics);
                PacedLoad load = new PacedLoad(loader, client, topics, perSecond, count)) {
            long last = System.nanoTime();
            while (latencies.count() < count) {
                long before = latencies.count();
                follower.poll((label, now) -> {
                    Long due = load.due().get(label.getId());
                    if (due != null) {
                        latencies.record(now - due);
                    }
                });
                last = later(last, latencies.count() > before);
            }
        }
        return latencies;
    }

    /** When the last label came. */
    private static long later(long last, boolean came) {
        long now = System.nanoTime();
        if (!came && now - last > PATIENCE.toNanos()) {
            throw new CommandException("No label came for " + PATIENCE.toSeconds() + " s under a light load.");
        }
        return came ? now : last;
    }
}
