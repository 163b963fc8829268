package io.afterimage.cli.labels;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.cli.reading.Garbage;
import io.afterimage.cli.reading.Limits;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.LabelFields;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Label;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints labels as they come. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the labels, from the oldest that are kept, and then each as it comes.",
            "Goes on until a limit is reached or it is stopped with Ctrl-C."
        })
public final class Watch implements Callable<Integer> {
    /** Where to begin. */
    enum From {
        OLDEST,
        NOW
    }

    @Option(names = "--source", paramLabel = "S", description = "Only labels of images from this source.")
    private @Nullable String source;

    @Option(
            names = "--from",
            paramLabel = "oldest|now",
            defaultValue = "oldest",
            description = "Where to begin: at the oldest label kept, or with those to come (default: oldest).")
    private From from = From.OLDEST;

    @Mixin
    private Limits limits = new Limits();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        Map<String, Object> client = cluster.client();
        Topic<String, Label> labels = cluster.topics().labels();
        ExistingTopics.require(client, labels);
        Garbage garbage = new Garbage(output);
        try (TopicReader reader = TopicReader.of(client, labels)) {
            TopicReader placed = from == From.NOW ? reader.fromNow() : reader.fromOldest();
            return limits.read(placed, Map.of(), record -> print(labels, record, garbage));
        } finally {
            garbage.summarise();
        }
    }

    private boolean print(Topic<String, Label> topic, ConsumerRecord<byte[], byte[]> record, Garbage garbage) {
        try {
            Label label = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (label == null || (source != null && !source.equals(label.getSource()))) {
                return false;
            }
            output.result(LabelFields.of(label), LabelView.text(label, ZoneId.systemDefault()));
            return true;
        } catch (MalformedEventException e) {
            garbage.passOver(record, e.rejection().detail());
        } catch (DateTimeException | ArithmeticException e) {
            garbage.passOver(record, "not a Label: its times are beyond all years");
        }
        return false;
    }
}
