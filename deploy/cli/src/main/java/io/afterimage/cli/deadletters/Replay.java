package io.afterimage.cli.deadletters;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends dead letters again to the topics that they come from. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters again to where they come from, images or feedback, each once.",
            "How far it came is committed together with what it sent, for each reason by itself.",
            "Ends with the last one that is there at the start. What fails again is a new dead letter, for a later"
                    + " replay.",
            "The brokers forget how far it came offsets.retention.minutes (7 days by default) after the last replay;"
                    + " set that to 30 days, as long as dead letters are kept, if you replay more rarely."
        })
public final class Replay implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only dead letters with this reason; the others stay for a later replay. One of:"
                    + " ${COMPLETION-CANDIDATES}.")
    private @Nullable RejectionReason reason;

    @Option(names = "--max", paramLabel = "N", description = "Replay at most N (default: all).")
    private long most = Long.MAX_VALUE;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    private long replayed;
    private long leftOut;

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(command.commandLine(), "--max: at least 1 is needed");
        }
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.images(), topics.feedback(), topics.deadLetters());
        Set<String> origins = Set.of(topics.images().name(), topics.feedback().name());
        String group = topics.deadLetters().name().replaceFirst("dead-letters$", "replay");
        try (Interruption interruption = Interruption.listen();
                Replayer replayer = new Replayer(client, group);
                TopicReader reader = TopicReader.ofGroup(client, topics.deadLetters(), group)) {
            Map<TopicPartition, ReplayPosition> positions = positions(reader);
            replay(reader, replayer, new ReplayPlan(origins, reason, most, positions), interruption);
            output.summary("Replayed " + replayed + (replayed == 1 ? " dead letter" : " dead letters")
                    + (interruption.requested() ? ", then stopped." : "."));
            if (leftOut > 0) {
                output.note("Left out " + leftOut + " that come from neither images nor feedback,"
                        + " or do not hold the original bytes.");
            }
        }
        return 0;
    }

    /** How far earlier replays came; at least to the oldest that is kept. The reader begins there. */
    private static Map<TopicPartition, ReplayPosition> positions(TopicReader reader) {
        Map<TopicPartition, OffsetAndMetadata> committed = reader.committed();
        Map<TopicPartition, ReplayPosition> positions = new HashMap<>();
        reader.oldest().forEach((partition, oldest) -> {
            OffsetAndMetadata known = committed.getOrDefault(partition, new OffsetAndMetadata(oldest));
            positions.put(
                    partition,
                    ReplayPosition.of(known.offset(), known.metadata()).done(oldest));
        });
        Map<TopicPartition, Long> bases = new HashMap<>();
        positions.forEach((partition, position) -> bases.put(partition, position.base()));
        reader.from(bases);
        return positions;
    }

    private void replay(TopicReader reader, Replayer replayer, ReplayPlan plan, Interruption interruption) {
        Garbage garbage = new Garbage(output);
        Map<TopicPartition, Long> ends = reader.ends();
        while (!plan.full() && !reader.reached(ends) && !interruption.requested()) {
            Map<TopicPartition, ReplayPosition> before = plan.positions();
            List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (!plan.full() && record.offset() < ends.getOrDefault(partition, 0L)) {
                    decide(plan, record, batch, garbage);
                }
            }
            if (!plan.positions().equals(before)) {
                replayer.commit(batch, plan.positions(), reader.group());
                batch.forEach(this::print);
            }
        }
        garbage.summarise();
    }

    private void decide(
            ReplayPlan plan,
            ConsumerRecord<byte[], byte[]> record,
            List<ConsumerRecord<byte[], byte[]>> batch,
            Garbage garbage) {
        switch (plan.decide(record)) {
            case REPLAY -> batch.add(record);
            case OTHER_TOPIC, NO_BYTES -> leftOut++;
            case GARBAGE -> garbage.passOver(record, "not a dead letter: its headers are missing");
            case PASS -> {}
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> record) {
        replayed++;
        if (output.json()) {
            DeadLetter.of(record).ifPresent(letter -> output.result(letter.fields(), DeadLetterView.text(letter)));
        }
    }
}
