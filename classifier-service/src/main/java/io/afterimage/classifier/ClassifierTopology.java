package io.afterimage.classifier;

import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.events.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/**
 * The classifier in one method: images in, labels or dead letters out. What happens to one image in between is
 * {@code infer}; how images share the machine is {@code batch}.
 */
public final class ClassifierTopology {
    private ClassifierTopology() {}

    /** Keys pass through as bytes; values are read where garbage can become a dead letter. */
    public static Topology build(Topics topics, ClassifyProcessor.Settings settings) {
        Topology topology = new Topology();
        topology.addSource(
                "images",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.images().name());
        topology.addProcessor("classify", () -> new ClassifyProcessor(settings), "images");
        topology.addSink(
                ClassifyProcessor.LABELS,
                topics.labels().name(),
                new ByteArraySerializer(),
                topics.labels().valueSerde().serializer(),
                "classify");
        topology.addSink(
                ClassifyProcessor.DEAD_LETTERS,
                topics.deadLetters().name(),
                new ByteArraySerializer(),
                (Serializer<byte[]>) new ByteArraySerializer(),
                "classify");
        return topology;
    }
}
