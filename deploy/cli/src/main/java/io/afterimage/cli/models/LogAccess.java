package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topics;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLog.Authorship;
import io.afterimage.model.log.ModelLogException;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The model log and the store as the commands use them: each refusal is one line. */
final class LogAccess {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long LARGEST_REPORT = 64L << 20;

    private final Cluster cluster;
    private final ModelLog log;

    /** Connects to a cluster whose models topic exists. */
    LogAccess(Cluster cluster) {
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.models());
        this.cluster = cluster;
        this.log = new ModelLog(client, topics.models(), TIMEOUT, Clock.systemUTC());
    }

    /** The log as it is now. */
    ModelHistory history() {
        return log.read();
    }

    /** Makes a version live; the version as it then stands in the log. */
    ModelVersion promote(ModelVersion version, ModelHistory seen, boolean rollback, String reason) {
        try {
            return find(log.promote(version, seen, rollback, by(reason)), version.version());
        } catch (ModelLogException e) {
            throw new CommandException("Not promoted: " + e.getMessage());
        }
    }

    /** The package of a version. */
    byte[] packageOf(ModelVersion version) {
        return stored(
                Store.Kind.MODEL, version.version(), version.size(), "The package of version " + version.number());
    }

    /** The gate's report, as JSON. */
    byte[] reportOf(GateUse gate) {
        return stored(Store.Kind.REPORT, gate.report(), LARGEST_REPORT, "The gate's report");
    }

    private byte[] stored(Store.Kind kind, String key, long limit, String what) {
        try {
            return cluster.store().read(kind, key, limit);
        } catch (StoreException e) {
            throw new CommandException(what + " cannot be had: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("The store does not answer: " + e.getMessage());
        }
    }

    /** Who calls, and why. */
    static Authorship by(String reason) {
        return new Authorship(System.getProperty("user.name", "unknown"), reason);
    }

    /** The version that a person means. */
    static ModelVersion find(ModelHistory history, String text) {
        Optional<ModelVersion> found = text.equals("live") ? history.live() : history.find(text);
        return found.orElseThrow(() -> new CommandException(
                text.equals("live")
                        ? "No version is live. 'afterimage models promote VERSION' makes one."
                        : "No version is meant by '" + Printable.clean(text)
                                + "': give its number, 'live', or 6 or more characters of its hash that no other begins"
                                + " with. See 'afterimage models list'."));
    }
}
