package io.afterimage.bench.pipeline;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** The stream that anyone would write first: one image at a time inside {@code process()}, exactly once. */
public final class NaiveMain {
    private NaiveMain() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the package's file, the device
     */
    public static void main(String[] arguments) throws Exception {
        ClassifierConfig config = ChildConfig.read();
        byte[] file = Files.readAllBytes(Path.of(arguments[0]));
        ModelPackage metadata = ModelPackage.read(file);
        LoadedModel model = Models.open(file, metadata, arguments[1], 1);
        Store store = Store.at(config.store());
        KafkaStreams streams = new KafkaStreams(
                topology(config.topicPrefix(), () -> new NaiveProcessor(metadata, model, store)), settings(config));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "close"));
        streams.start();
    }

    /** Kafka's own, wherever they work: to have found better ones is part of what is compared. */
    private static Properties settings(ClassifierConfig config) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, new NaiveTask(config.topicPrefix()).group());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        return settings;
    }

    private static Topology topology(String prefix, ProcessorSupplier<byte[], byte[], byte[], Label> processors) {
        Topic<String, Label> labels = new NaiveTask(prefix).labels();
        Topology topology = new Topology();
        topology.addSource(
                "images",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                new Topics(prefix).images().name());
        topology.addProcessor("classify", processors, "images");
        topology.addSink(
                "labels",
                labels.name(),
                new ByteArraySerializer(),
                labels.valueSerde().serializer(),
                "classify");
        return topology;
    }
}
