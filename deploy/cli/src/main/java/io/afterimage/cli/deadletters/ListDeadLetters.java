package io.afterimage.cli.deadletters;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.Limits;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the dead letters that are kept. */
@Command(
        name = "deadletters",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what could not be processed, images and feedback, and why.",
            "Without --count and --timeout it lists all that are there and ends; with either it waits for more until"
                    + " that limit is reached."
        })
public final class ListDeadLetters implements Callable<Integer> {
    @Mixin
    private Cluster cluster = new Cluster();

    @Mixin
    private Limits limits = new Limits();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.deadLetters());
        Garbage garbage = new Garbage(output);
        try (TopicReader reader = TopicReader.of(client, topics.deadLetters()).fromOldest()) {
            Map<TopicPartition, Long> ends = limits.given() ? Map.of() : reader.ends();
            return limits.read(reader, ends, record -> print(record, garbage));
        } finally {
            garbage.summarise();
        }
    }

    private boolean print(ConsumerRecord<byte[], byte[]> record, Garbage garbage) {
        Optional<DeadLetter> letter = DeadLetter.of(record);
        if (letter.isEmpty()) {
            garbage.passOver(record, "not a dead letter: its headers are missing");
            return false;
        }
        output.result(letter.get().fields(), DeadLetterView.text(letter.get()));
        return true;
    }
}
