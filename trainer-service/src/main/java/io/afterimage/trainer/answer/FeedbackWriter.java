package io.afterimage.trainer.answer;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes feedback, and waits until the brokers have it. Safe for many threads. */
public final class FeedbackWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Topic<String, Feedback> topic;
    private final Duration patience;
    private final Map<String, Object> config;
    /** Guarded by this; made when it is first needed, since without brokers it may not be possible. */
    private @Nullable Producer<String, Feedback> producer;

    /**
     * @param client how to reach the brokers
     * @param patience most time until the brokers have a record
     */
    public FeedbackWriter(Map<String, Object> client, Topic<String, Feedback> topic, Duration patience) {
        this.topic = topic;
        this.patience = patience;
        int millis = Math.toIntExact(patience.toMillis());
        config = new HashMap<>(client);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    }

    /**
     * Writes all of it.
     *
     * @return for each, why it may not be there: one line, empty where it is
     */
    public List<String> write(List<Feedback> feedback) {
        List<@Nullable Future<RecordMetadata>> sent = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        boolean works = true;
        for (Feedback one : feedback) {
            // One that is not taken was waited for long enough for all.
            Future<RecordMetadata> future = works ? send(one) : null;
            works = future != null;
            sent.add(future);
        }
        sent.forEach(future -> failures.add(failure(future)));
        return failures;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    private synchronized Producer<String, Feedback> producer() {
        Producer<String, Feedback> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    config, new StringSerializer(), topic.valueSerde().serializer());
            producer = open;
        }
        return open;
    }

    private @Nullable Future<RecordMetadata> send(Feedback feedback) {
        try {
            return producer().send(new ProducerRecord<>(topic.name(), feedback.getImageId(), feedback));
        } catch (KafkaException e) {
            return null;
        }
    }

    private String failure(@Nullable Future<RecordMetadata> sent) {
        if (sent == null) {
            return "the brokers do not take it";
        }
        try {
            var unused = sent.get(patience.toMillis() + CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            return "";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return "the brokers do not take it: " + cause.getMessage();
        } catch (TimeoutException e) {
            return "the brokers did not take it in time";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the trainer ends";
        }
    }
}
