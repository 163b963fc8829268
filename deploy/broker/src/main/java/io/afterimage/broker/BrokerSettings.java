package io.afterimage.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a broker that is alone, on a machine that has other work to do. */
public final class BrokerSettings {
    /** Every topic states its own limit below this one: the dead letters' has the largest. */
    private static final int LARGEST_MESSAGE = 1_114_112;

    private BrokerSettings() {}

    /** What does not depend on where the broker runs. */
    public static Map<String, String> common() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(LARGEST_MESSAGE));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        // 60 days: how far a replay came must not be forgotten before the dead letters are, after 30.
        settings.put("offsets.retention.minutes", "86400");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // A crashed writer's transaction holds its readers up until it is aborted: look every second, not every ten.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // The default of 128 MB is a quarter of the heap.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        // After a crash the broker waits until its former self counts as gone: 3 s rather than 9.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    /** The whole settings of one broker that is its own controller and listens on loopback only. */
    static Map<String, String> of(Path data, int port, int controllerPort) {
        Map<String, String> settings = common();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        settings.put("log.dirs", data.toString());
        return settings;
    }
}
