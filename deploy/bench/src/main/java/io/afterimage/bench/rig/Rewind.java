package io.afterimage.bench.rig;

import io.afterimage.cli.CommandException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** Takes a group back to the beginning of a topic, so that the next run has the same images. */
final class Rewind {
    /** A stream that stops does not leave its group: its session, 6 s, has to end first. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 250;

    private Rewind() {}

    static void toBeginning(Map<String, Object> client, String group, String topic) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (Admin admin = Admin.create(client)) {
            while (!rewound(admin, group, topic)) {
                if (System.nanoTime() > deadline) {
                    throw new CommandException("Group " + group + " still has members after " + TIMEOUT.toSeconds()
                            + " s, so that it cannot begin again.");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean rewound(Admin admin, String group, String topic) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            if (description == null) {
                return false;
            }
            description
                    .partitions()
                    .forEach(partition ->
                            offsets.put(new TopicPartition(topic, partition.partition()), new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException
                    || e.getCause() instanceof GroupNotEmptyException
                    || e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw new CommandException("Group " + group + " cannot begin again: " + e.getCause());
        }
    }
}
