package io.afterimage.cli.feed;

import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends image events with bounded memory, and remembers which ones the brokers took. Called by one thread; the
 * producer's own thread only writes to the queue and the counters.
 */
public final class ImageSender implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024 * 1024;
    private static final int BATCH_BYTES = 512 * 1024;
    private static final Duration LINGER = Duration.ofMillis(10);
    private static final int HEADROOM_BYTES = 16 * 1024;
    /** Long enough for brokers that restart, short enough for a person who waits. */
    private static final Duration DELIVERY = Duration.ofMinutes(2);

    private final Topic<String, ImageEvent> topic;
    private final Producer<String, ImageEvent> producer;
    private final Queue<Delivered> delivered = new ConcurrentLinkedQueue<>();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A sender that lets events gather for some milliseconds, so that many share a request. */
    public ImageSender(Map<String, Object> client, Topic<String, ImageEvent> topic) {
        this(client, topic, LINGER);
    }

    /** @param linger how long an event may wait for others that share its request */
    public ImageSender(Map<String, Object> client, Topic<String, ImageEvent> topic, Duration linger) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                config(client, linger),
                new StringSerializer(),
                topic.valueSerde().serializer());
    }

    /** An image that the brokers have taken for good. */
    public record Delivered(String id, Path file, String source, int partition, long offset) {}

    private static Map<String, Object> config(Map<String, Object> client, Duration linger) {
        Map<String, Object> config = new HashMap<>(client);
        int delivery = Math.toIntExact(DELIVERY.toMillis());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MESSAGE_BYTES + HEADROOM_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, Math.toIntExact(linger.toMillis()));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 4);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery);
        return config;
    }

    /** Queues an event; waits where the queue is full. Whether it arrived is known after {@link #flush}. */
    public void send(ImageEvent event, Path file) {
        String key = event.getContinuous() ? event.getSource() : event.getId();
        try {
            var unused = producer.send(new ProducerRecord<>(topic.name(), key, event), (metadata, e) -> {
                if (e == null) {
                    delivered.add(new Delivered(
                            event.getId(), file, event.getSource(), metadata.partition(), metadata.offset()));
                } else {
                    fail(e);
                }
            });
        } catch (KafkaException e) {
            fail(e);
        }
    }

    /** Hands on what was delivered since the last call. */
    public void drain(Consumer<Delivered> taker) {
        for (Delivered next = delivered.poll(); next != null; next = delivered.poll()) {
            taker.accept(next);
        }
    }

    /** Waits until each event sent has been delivered or given up. */
    public void flush() {
        producer.flush();
    }

    /** How many events were given up. */
    public long failed() {
        return failed.get();
    }

    /** Why the first event that was given up was. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void fail(Exception e) {
        failure.compareAndSet(null, e);
        failed.incrementAndGet();
    }
}
