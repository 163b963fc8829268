package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to the brokers for good: all replicas in step have them before the future completes. Safe for many
 * threads.
 */
final class ImageSink implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int BUFFER_BYTES = 64 * 1024 * 1024;
    private static final int HEADROOM_BYTES = 16 * 1024;

    private final Topic<String, ImageEvent> topic;
    private final Map<String, Object> config;
    /** Opened by the first upload, as the brokers' names may not resolve before. Guarded by this. */
    private @Nullable Producer<String, ImageEvent> producer;

    /**
     * @param client how to reach the brokers
     * @param delivery most time that an event may take to be delivered
     */
    ImageSink(Map<String, Object> client, Topic<String, ImageEvent> topic, Duration delivery) {
        this.topic = topic;
        this.config = config(client, Math.toIntExact(delivery.toMillis()));
    }

    private static Map<String, Object> config(Map<String, Object> client, int delivery) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MESSAGE_BYTES + HEADROOM_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        return config;
    }

    /**
     * Sends an event; blocks while there is no room, or while the brokers are first asked, for half the delivery time.
     *
     * @return where the event lies, or a {@link RefusedException}
     */
    CompletableFuture<RecordMetadata> send(ImageEvent event) {
        CompletableFuture<RecordMetadata> delivered = new CompletableFuture<>();
        String key = event.getContinuous() ? event.getSource() : event.getId();
        try {
            var unused = producer().send(new ProducerRecord<>(topic.name(), key, event), (where, failure) -> {
                if (failure == null) {
                    delivered.complete(where);
                } else {
                    delivered.completeExceptionally(refusal(failure));
                }
            });
        } catch (KafkaException e) {
            delivered.completeExceptionally(refusal(e));
        }
        return delivered;
    }

    private static RefusedException refusal(Exception failure) {
        return failure instanceof RecordTooLargeException
                ? new RefusedException(ProblemType.BODY_TOO_LARGE, "larger than the images topic takes")
                : new RefusedException(
                        ProblemType.BROKERS_AWAY, "not delivered, send it again: " + failure.getMessage());
    }

    private synchronized Producer<String, ImageEvent> producer() {
        Producer<String, ImageEvent> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    config, new StringSerializer(), topic.valueSerde().serializer());
            producer = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
