package io.afterimage.classifier;

import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.classifier.batch.CommitPace;
import io.afterimage.classifier.batch.Polls;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.classifier.live.LiveModel;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.classifier.metrics.ImageMetrics;
import io.afterimage.classifier.trace.Tracing;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;
import io.afterimage.model.TestModels;
import io.afterimage.model.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology without a broker, with a model that tells colours apart and no polls: each image is submitted inline. */
final class TestTopology implements AutoCloseable {
    static final Topics TOPICS = new Topics("test.");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LongAdder inline = new LongAdder();
    private final ModelSlot slot = new ModelSlot();
    private final LiveModel model = LiveModels.load(TestModels.colours());
    private final FusedRunners runners;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> images;
    private final TestOutputTopic<byte[], Label> labels;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    TestTopology(Store store) {
        slot.swap(model);
        runners = new FusedRunners(2, 100, () -> TestClassifiers.of(slot, store), PATIENCE);
        ClassifyProcessor.Settings settings = new ClassifyProcessor.Settings(
                new Polls(runners),
                new CommitPace(System::nanoTime),
                new Labeller(new LabelPolicy(0.5, 2), new RandomDraw(0, new byte[16])),
                "uuid",
                PATIENCE,
                inline,
                new ImageMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
                Tracing.off(),
                Clock.systemUTC());
        Properties properties = new Properties();
        properties.putAll(
                Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1"));
        driver = new TopologyTestDriver(ClassifierTopology.build(TOPICS, settings), properties);
        images = driver.createInputTopic(TOPICS.images().name(), new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createOutputTopic(
                TOPICS.labels().name(),
                new ByteArrayDeserializer(),
                TOPICS.labels().valueSerde().deserializer());
        deadLetters = driver.createOutputTopic(
                TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    TestInputTopic<byte[], byte[]> images() {
        return images;
    }

    TestOutputTopic<byte[], Label> labels() {
        return labels;
    }

    TestOutputTopic<byte[], byte[]> deadLetters() {
        return deadLetters;
    }

    LiveModel model() {
        return model;
    }

    /** Images that had no ticket. */
    long inline() {
        return inline.sum();
    }

    @Override
    public void close() {
        driver.close();
        runners.close();
        slot.close();
    }
}
