package io.afterimage.classifier.ops;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.ClassifierReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the {@code classifiers} topic every few seconds what this instance runs, and so finds out whether the brokers
 * still answer. One thread does all the sending.
 */
final class Reporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Topic<String, ClassifierReport> topic;
    private final Supplier<ClassifierReport> report;
    private final Producer<String, ClassifierReport> producer;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "reporter");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean brokersAnswer = true;

    Reporter(Map<String, Object> client, Topic<String, ClassifierReport> topic, Supplier<ClassifierReport> report) {
        this.topic = topic;
        this.report = report;
        Map<String, Object> config = new HashMap<>(client);
        int millis = Math.toIntExact(PATIENCE.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer = new KafkaProducer<>(
                config, topic.keySerde().serializer(), topic.valueSerde().serializer());
        var unused = executor.scheduleWithFixedDelay(this::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the last report was taken. */
    boolean brokersAnswer() {
        return brokersAnswer;
    }

    /** Reports now rather than at the next turn. */
    void report() {
        executor.execute(this::send);
    }

    /** Says that the instance stopped in order. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && brokersAnswer) {
                send(report.get().getInstance(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close(PATIENCE);
        }
    }

    private void send() {
        ClassifierReport now = report.get();
        send(now.getInstance(), now);
    }

    private void send(String instance, @Nullable ClassifierReport value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), instance, value))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            said(true, "");
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            said(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void said(boolean answered, String failure) {
        if (brokersAnswer && !answered) {
            LOG.warn("The brokers do not answer: {}", failure);
        } else if (!brokersAnswer && answered) {
            LOG.info("The brokers answer again");
        }
        brokersAnswer = answered;
    }
}
