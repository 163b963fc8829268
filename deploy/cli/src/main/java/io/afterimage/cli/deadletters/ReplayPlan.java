package io.afterimage.cli.deadletters;

import io.afterimage.events.DeadLetter;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Decides for each dead letter, in order, whether it is replayed, and keeps how far that has come. Pure. */
final class ReplayPlan {
    private final Set<String> topics;
    private final @Nullable RejectionReason reason;
    private final Map<TopicPartition, ReplayPosition> positions;
    private long left;

    /**
     * @param topics those that may be written to
     * @param reason which dead letters are wanted; null: all
     * @param most how many are replayed at most
     * @param positions how far earlier replays came, for every partition
     */
    ReplayPlan(
            Set<String> topics,
            @Nullable RejectionReason reason,
            long most,
            Map<TopicPartition, ReplayPosition> positions) {
        this.topics = Set.copyOf(topics);
        this.reason = reason;
        this.left = most;
        this.positions = new HashMap<>(positions);
    }

    /** What happens with a dead letter. */
    enum Verdict {
        REPLAY,
        /** Done by an earlier replay, or not of the wanted reason. */
        PASS,
        /** Its header names another topic, and headers are no reason to write anywhere. */
        OTHER_TOPIC,
        /** It does not hold the original bytes. */
        NO_BYTES,
        GARBAGE
    }

    /** Decides on the next dead letter of its partition. */
    Verdict decide(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        ReplayPosition position = positions.getOrDefault(partition, new ReplayPosition(0, Map.of()));
        Verdict verdict = verdict(record, position);
        long end = record.offset() + 1;
        positions.put(partition, reason == null ? position.done(end) : position.done(reason.name(), end));
        if (verdict == Verdict.REPLAY) {
            left--;
        }
        return verdict;
    }

    private Verdict verdict(ConsumerRecord<byte[], byte[]> record, ReplayPosition position) {
        Optional<DeadLetter> letter = DeadLetter.of(record);
        if (letter.isEmpty()) {
            return Verdict.GARBAGE;
        }
        String why = letter.get().reason();
        if (!position.pending(why, record.offset())
                || (reason != null && !reason.name().equals(why))) {
            return Verdict.PASS;
        }
        if (!topics.contains(letter.get().topic())) {
            return Verdict.OTHER_TOPIC;
        }
        boolean tooLarge = record.headers().lastHeader(DeadLetters.VALUE_SHA256) != null;
        return record.value() == null || tooLarge ? Verdict.NO_BYTES : Verdict.REPLAY;
    }

    /** Whether as many as wanted have been replayed. */
    boolean full() {
        return left == 0;
    }

    /** How far this replay has come. */
    Map<TopicPartition, ReplayPosition> positions() {
        return Map.copyOf(positions);
    }
}
