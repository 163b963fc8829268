package io.afterimage.trainer.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the brokers how many images wait for the classifiers. For one thread, which also closes it. */
public final class LagAsker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Map<String, Object> client;
    private final String images;
    private final String group;
    private @Nullable Admin admin;

    /**
     * @param client how to reach the brokers
     * @param images name of their topic
     * @param group of the classifiers
     */
    public LagAsker(Map<String, Object> client, String images, String group) {
        this.client = new HashMap<>(client);
        int millis = Math.toIntExact(PATIENCE.toMillis());
        this.client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        this.client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.images = images;
        this.group = group;
    }

    /** Committed images that no classifier has done yet; empty where the brokers do not say. */
    public Optional<Long> ask() {
        try {
            if (admin == null) {
                admin = Admin.create(client);
            }
            return Optional.of(ask(admin));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(PATIENCE);
        }
    }

    private long ask(Admin brokers) throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions =
                await(brokers.describeTopics(List.of(images)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(images, partition.partition()))
                        .toList();
        Map<TopicPartition, Long> oldest = offsets(brokers, partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> done =
                await(brokers.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = offsets(brokers, partitions, OffsetSpec.latest());
        long lag = 0;
        for (TopicPartition partition : partitions) {
            long begin = oldest.getOrDefault(partition, 0L);
            OffsetAndMetadata committed = done.get(partition);
            long reached = committed == null ? begin : Math.max(begin, committed.offset());
            lag += Math.max(0, ends.getOrDefault(partition, 0L) - reached);
        }
        return lag;
    }

    private static Map<TopicPartition, Long> offsets(Admin brokers, List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), any -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(brokers.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
