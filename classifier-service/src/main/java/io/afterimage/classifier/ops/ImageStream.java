package io.afterimage.classifier.ops;

import io.afterimage.classifier.ClassifierTopology;
import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.classifier.batch.PollInterceptor;
import io.afterimage.classifier.metrics.StreamMetrics;
import io.afterimage.events.Topics;
import io.afterimage.service.FailurePolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology under way: Kafka Streams with its settings, and what happens when one of its threads dies. */
final class ImageStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageStream.class);
    private static final Duration CLOSE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final FailurePolicy failures = new FailurePolicy(5, Duration.ofMinutes(1), InstantSource.system());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final StreamMetrics metrics;
    private final Runnable giveUp;

    /**
     * @param client how to reach the brokers
     * @param metrics told when a thread dies
     * @param giveUp called once when too many threads have died for another try to make sense
     */
    ImageStream(
            ClassifierConfig config,
            Map<String, Object> client,
            Topics topics,
            ClassifyProcessor.Settings settings,
            StreamMetrics metrics,
            Runnable giveUp) {
        this.metrics = metrics;
        this.giveUp = giveUp;
        Properties properties = new Properties();
        properties.putAll(StreamSettings.of(config, client));
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                PollInterceptor.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(PollInterceptor.POLLS), settings.polls());
        streams = new KafkaStreams(ClassifierTopology.build(topics, settings), properties);
        streams.setUncaughtExceptionHandler(this::onFailure);
        metrics.watch(streams::metrics);
    }

    void start() {
        streams.start();
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    /** Lets what is under way end and commits it; what is not done by then is done again by whoever comes next. */
    @Override
    public void close() {
        closing.countDown();
        // Without a farewell the others would wait for its session to time out before they take over.
        CloseOptions leaving = CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("The stream did not end within {} s", CLOSE.toSeconds());
        }
    }

    /** The consumer group of all classifiers of a task. */
    static String group(ClassifierConfig config) {
        return config.topicPrefix() + "classifier";
    }

    private StreamThreadExceptionResponse onFailure(Throwable failure) {
        Optional<Duration> pause = failures.onFailure();
        if (pause.isEmpty()) {
            LOG.error("Stream threads keep dying, giving up", failure);
            metrics.gaveUp();
            giveUp.run();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A stream thread died and is replaced in {} ms", pause.get().toMillis(), failure);
        metrics.threadReplaced();
        return pausedFor(pause.get())
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Waits; true if the stream is being closed meanwhile. */
    private boolean pausedFor(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
