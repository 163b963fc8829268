package io.afterimage.classifier.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers every few seconds how far the consumer group is behind. The consumers' own lag metrics would not do:
 * they speak only for partitions that a living thread of this process owns, and never of open transactions. One thread
 * does the asking; when the brokers do not answer, only the age of the last sample tells.
 */
public final class LagSampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LagSampler.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Map<String, Object> client;
    private final String topic;
    private final String group;
    private final Clock clock;
    private final Consumer<Lag> listener;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "lag-sampler");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Admin admin;
    private boolean failed;

    /**
     * @param client how to reach the brokers
     * @param listener told of each sample, on the sampler's thread
     */
    public LagSampler(Map<String, Object> client, String topic, String group, Clock clock, Consumer<Lag> listener) {
        this.client = new HashMap<>(client);
        int millis = Math.toIntExact(PATIENCE.toMillis());
        this.client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        this.client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.topic = topic;
        this.group = group;
        this.clock = clock;
        this.listener = listener;
    }

    /** Samples now, and then again after each pause. */
    public void start(Duration pause) {
        var unused = executor.scheduleWithFixedDelay(this::sample, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && admin != null) {
                admin.close(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        try {
            if (admin == null) {
                admin = Admin.create(client);
            }
            listener.accept(ask(admin));
            failed = false;
        } catch (TimeoutException e) {
            missed("the brokers do not answer");
        } catch (ExecutionException | RuntimeException e) {
            missed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void missed(String why) {
        if (!failed) {
            LOG.warn("The consumer lag cannot be sampled: {}", why);
        }
        failed = true;
    }

    private Lag ask(Admin brokers) throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions =
                await(brokers.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        var first = offsets(brokers, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        // In this order, so that what is appended meanwhile looks like lag at most, never like an open transaction.
        var committed = await(brokers.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var end = offsets(brokers, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        var stable = offsets(brokers, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        Map<Integer, Lag.Partition> lags = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = first.getOrDefault(partition, 0L);
            OffsetAndMetadata commit = committed.get(partition);
            long done = commit == null ? begin : Math.max(begin, commit.offset());
            long readable = stable.getOrDefault(partition, 0L);
            lags.put(
                    partition.partition(),
                    new Lag.Partition(
                            Math.max(0, readable - done), Math.max(0, end.getOrDefault(partition, 0L) - readable)));
        }
        return new Lag(Map.copyOf(lags), clock.millis());
    }

    private static Map<TopicPartition, Long> offsets(
            Admin brokers, List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(brokers.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
