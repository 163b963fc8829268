package io.afterimage.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a topic's configuration must keep to, so that nothing is lost that should be kept. Pure: judges a configuration
 * that somebody else read.
 *
 * @param cleanup the one cleanup policy, {@code delete} or {@code compact}
 * @param leastRetention records must be kept for at least this long; empty: for good
 * @param leastMessageBytes the smallest {@code max.message.bytes}
 * @param logAppendTime whether the broker must stamp the records
 * @param singlePartition whether the topic's order is the order of one partition
 */
public record TopicRules(
        String cleanup,
        Optional<Duration> leastRetention,
        int leastMessageBytes,
        boolean logAppendTime,
        boolean singlePartition) {

    /**
     * The rules that a topic breaks, each a sentence with the setting, its value and what is needed.
     *
     * @param partitions number of partitions the topic has
     * @param configuration the topic's effective configuration by name
     */
    public List<String> broken(int partitions, Map<String, String> configuration) {
        List<String> broken = new ArrayList<>();
        if (singlePartition && partitions != 1) {
            broken.add("it has " + partitions + " partitions, and its order needs exactly 1");
        }
        expect(broken, configuration, "cleanup.policy", cleanup);
        if (logAppendTime) {
            expect(broken, configuration, "message.timestamp.type", "LogAppendTime");
        }
        expect(broken, configuration, "unclean.leader.election.enable", "false");
        if (number(configuration, "max.message.bytes", 0) < leastMessageBytes) {
            broken.add("max.message.bytes is " + configuration.get("max.message.bytes") + ", at least "
                    + leastMessageBytes + " is needed");
        }
        if (cleanup.equals("delete")) {
            retention(broken, configuration);
        }
        return broken;
    }

    private void retention(List<String> broken, Map<String, String> configuration) {
        long kept = number(configuration, "retention.ms", 0);
        if (leastRetention.isEmpty()) {
            expect(broken, configuration, "retention.ms", "-1");
            expect(broken, configuration, "retention.bytes", "-1");
        } else if (kept != -1 && kept < leastRetention.get().toMillis()) {
            broken.add("retention.ms is " + kept + ", at least "
                    + leastRetention.get().toMillis() + " is needed");
        }
    }

    private static void expect(List<String> broken, Map<String, String> configuration, String name, String needed) {
        String found = configuration.get(name);
        if (!needed.equals(found)) {
            broken.add(name + " is " + found + ", " + needed + " is needed");
        }
    }

    private static long number(Map<String, String> configuration, String name, long otherwise) {
        String found = configuration.get(name);
        return found == null ? otherwise : Long.parseLong(found);
    }
}
