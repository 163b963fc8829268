package io.afterimage.model.log;

import io.afterimage.events.Times;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.ModelRejected;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Appends to the model log. Many writers, one order: all use one transactional id, so that a writer which starts fences
 * the one before it; it then reads to the end, checks what it expects, appends and commits. What it checked therefore
 * still holds at the entry it wrote. Once a call returns, others can read what it wrote. Each call opens its clients and
 * closes them; safe for many threads.
 */
public final class ModelLog {
    private final Map<String, Object> client;
    private final Topic<String, ModelEntry> topic;
    private final Duration timeout;
    private final Clock clock;
    private final Consumer<Producer<?, ?>> fence;

    /**
     * @param client how to reach the brokers: {@code bootstrap.servers} and security settings
     * @param topic the log
     * @param timeout bound of each step of a call
     */
    public ModelLog(Map<String, Object> client, Topic<String, ModelEntry> topic, Duration timeout, Clock clock) {
        this(client, topic, timeout, clock, any -> {});
    }

    private ModelLog(
            Map<String, Object> client,
            Topic<String, ModelEntry> topic,
            Duration timeout,
            Clock clock,
            Consumer<Producer<?, ?>> fence) {
        this.client = Map.copyOf(client);
        this.topic = topic;
        this.timeout = timeout;
        this.clock = clock;
        this.fence = fence;
    }

    /**
     * The same log for a writer that may write only as long as something else holds.
     *
     * @param condition takes part in the transaction of each entry, and makes it fail; what it throws comes out of the call
     */
    public ModelLog fencedBy(Consumer<Producer<?, ?>> condition) {
        return new ModelLog(client, topic, timeout, clock, condition);
    }

    /** Who writes an entry, and why; both are kept with it. */
    public record Authorship(String author, String reason) {}

    /** The fold of the whole log as it is now. */
    public ModelHistory read() {
        try (ModelLogReader reader = new ModelLogReader(client, topic)) {
            return reader.readToEnd(timeout);
        }
    }

    /** Makes a version known. Publishing it again changes nothing. */
    public ModelHistory publish(ModelPublished model, Authorship by) {
        return append(
                by,
                history -> history.find(model.getVersion()).isPresent()
                        ? Optional.empty()
                        : Optional.of(ModelEntry.newBuilder().setPublished(model)));
    }

    /**
     * Makes a version live, in place of the one that {@code seen} says is live.
     *
     * @param seen the history that the decision rests on
     * @throws ModelLogException if another version is live by now, or the version is unknown or rejected
     */
    public ModelHistory promote(ModelVersion version, ModelHistory seen, boolean rollback, Authorship by) {
        return promote(version, seen.live().map(ModelVersion::version).orElse(""), rollback, by);
    }

    /**
     * Makes a version live, in place of the expected one.
     *
     * @param expected the version that is live as far as the author knows; empty for none
     * @throws ModelLogException if another version is live by now, or the version is unknown or rejected
     */
    public ModelHistory promote(ModelVersion version, String expected, boolean rollback, Authorship by) {
        return append(by, history -> {
            String live = history.live().map(ModelVersion::version).orElse("");
            if (live.equals(version.version())) {
                return Optional.empty();
            }
            if (!live.equals(expected)) {
                throw new ModelLogException("Another version became live meanwhile: "
                        + history.live().map(ModelVersion::shortVersion).orElse("none")
                        + ". Look at it and try again.");
            }
            requirePublished(history, version);
            return Optional.of(ModelEntry.newBuilder()
                    .setPromoted(ModelPromoted.newBuilder()
                            .setVersion(version.version())
                            .setExpectedLive(expected)
                            .setRollback(rollback)));
        });
    }

    /** Says that a version may not become live. */
    public ModelHistory reject(ModelVersion version, Authorship by) {
        return append(by, history -> {
            requirePublished(history, version);
            return Optional.of(ModelEntry.newBuilder()
                    .setRejected(ModelRejected.newBuilder().setVersion(version.version())));
        });
    }

    private static void requirePublished(ModelHistory history, ModelVersion version) {
        ModelVersion.State state = history.find(version.version())
                .orElseThrow(() -> new ModelLogException("No version " + version.shortVersion() + " was published"))
                .state();
        if (state != ModelVersion.State.PUBLISHED) {
            throw new ModelLogException(
                    "Version " + version.shortVersion() + " is " + state.name().toLowerCase(Locale.ROOT));
        }
    }

    private ModelHistory append(Authorship by, Function<ModelHistory, Optional<ModelEntry.Builder>> decide) {
        try (Producer<String, ModelEntry> producer = producer();
                ModelLogReader reader = new ModelLogReader(client, topic)) {
            producer.initTransactions();
            ModelHistory history = reader.readToEnd(timeout);
            Optional<ModelEntry.Builder> decided = decide.apply(history);
            if (decided.isEmpty()) {
                return history;
            }
            ModelEntry entry = decided.get()
                    .setAuthor(by.author())
                    .setReason(by.reason())
                    .setAt(Times.timestamp(clock.instant()))
                    .build();
            producer.beginTransaction();
            fence.accept(producer);
            AtomicLong offset = new AtomicLong();
            // A failed send makes the commit throw.
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), 0, null, entry),
                    (written, failure) -> offset.set(failure == null ? written.offset() : 0));
            producer.commitTransaction();
            // A commit is acknowledged a moment before it can be read, and whoever looks next shall see it.
            reader.readPast(offset.get(), timeout);
            return history.with(entry);
        }
    }

    private Producer<String, ModelEntry> producer() {
        Map<String, Object> config = new HashMap<>(client);
        int millis = Math.toIntExact(timeout.toMillis());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name() + "-writer");
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(
                config, new StringSerializer(), topic.valueSerde().serializer());
    }
}
