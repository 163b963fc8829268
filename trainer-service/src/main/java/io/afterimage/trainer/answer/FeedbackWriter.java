package io.afterimage.trainer.answer;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes feedback, and waits until the brokers have it. A record's header names the answer that it was, so that who begins later
 * knows what was taken. Safe for many threads.
 */
public final class FeedbackWriter implements AutoCloseable {
    private static final String ANSWER = "afterimage.answer";
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

    /** The sender's own id of the answer that a record is; empty where it names none. */
    public static Optional<String> answer(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(record.headers().lastHeader(ANSWER))
                .map(Header::value)
                .map(id -> new String(id, StandardCharsets.UTF_8));
    }

    /**
     * Writes all of it.
     *
     * @return for each, why it may not be there: one line, empty where it is
     */
    public List<String> write(List<Feedback> feedback) {
        return writeAll(feedback.stream().map(this::record).toList());
    }

    /**
     * Writes answers, by the sender's own id of each.
     *
     * @return for each in order, why it may not be there: one line, empty where it is
     */
    public List<String> write(Map<String, Feedback> answers) {
        List<ProducerRecord<String, Feedback>> records = new ArrayList<>();
        answers.forEach((id, feedback) -> {
            ProducerRecord<String, Feedback> answer = record(feedback);
            answer.headers().add(ANSWER, id.getBytes(StandardCharsets.UTF_8));
            records.add(answer);
        });
        return writeAll(records);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    private ProducerRecord<String, Feedback> record(Feedback feedback) {
        return new ProducerRecord<>(topic.name(), feedback.getImageId(), feedback);
    }

    private List<String> writeAll(List<ProducerRecord<String, Feedback>> records) {
        List<@Nullable Future<RecordMetadata>> sent = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        boolean works = true;
        for (ProducerRecord<String, Feedback> one : records) {
            // One that is not taken was waited for long enough for all.
            Future<RecordMetadata> future = works ? send(one) : null;
            works = future != null;
            sent.add(future);
        }
        sent.forEach(future -> failures.add(failure(future)));
        return failures;
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

    private @Nullable Future<RecordMetadata> send(ProducerRecord<String, Feedback> one) {
        try {
            return producer().send(one);
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
