package io.afterimage.cli.feedback;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends feedback. Called by one thread. */
public final class FeedbackSender implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final Topic<String, Feedback> topic;
    private final Producer<String, Feedback> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public FeedbackSender(Map<String, Object> client, Topic<String, Feedback> topic) {
        this.topic = topic;
        Map<String, Object> config = new HashMap<>(client);
        int delivery = Math.toIntExact(DELIVERY.toMillis());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery);
        producer = new KafkaProducer<>(
                config, new StringSerializer(), topic.valueSerde().serializer());
    }

    /**
     * Queues feedback; whether it arrived is known after {@link #flush}.
     *
     * @throws CommandException if something that was sent before did not arrive
     */
    public void send(Feedback feedback) {
        check();
        var unused = producer.send(new ProducerRecord<>(topic.name(), feedback.getImageId(), feedback), (at, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /**
     * Waits until all is delivered.
     *
     * @throws CommandException if something was not
     */
    public void flush() {
        producer.flush();
        check();
    }

    private void check() {
        Exception e = failure.get();
        if (e != null) {
            throw new CommandException("Feedback did not reach the brokers: " + e.getMessage() + ". Try again.");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
