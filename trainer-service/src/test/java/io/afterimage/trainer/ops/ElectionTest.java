package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLog.Authorship;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker, whose group forgets members as it does where they are not heard for too long. */
class ElectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Authorship TRAINER = new Authorship("trainer", "because");

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final Topics topics = new Topics("election-" + UUID.randomUUID() + ".");
    private final String group = "group-" + UUID.randomUUID();
    private final Admin admin = Admin.create(client);
    private final Election election = new Election(client, topics.models().name(), group);
    private final ModelLog log =
            new ModelLog(client, topics.models(), PATIENCE, Clock.systemUTC()).fencedBy(election::fence);

    @BeforeEach
    void itIsElected() {
        new TopicAdmin(admin, PATIENCE).create(List.of(topics.models()), Optional.empty());
        election.start();
        await().atMost(PATIENCE).until(election.office()::leads);
    }

    @AfterEach
    void close() throws InterruptedException {
        election.close();
        admin.close();
    }

    @Test
    void whoIsForgottenAndElectedAgainGoesOnInTheSameTerm() throws Exception {
        int term = election.office().term();
        String before = member();
        forgetAll();
        await().atMost(PATIENCE).until(() -> !Set.of(before, "").contains(member()));
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> publish("01"));
        assertThat(election.office().leads()).isTrue();
        assertThat(election.office().term()).isEqualTo(term);
    }

    @Test
    void whoeverIsElectedMeanwhileEndsTheTermAndFencesTheOneBefore() throws Exception {
        int term = election.office().term();
        assertThat(publish("01")).isTrue();
        try (KafkaConsumer<byte[], byte[]> rival = rival()) {
            forgetAll();
            await().atMost(PATIENCE).until(() -> {
                rival.poll(Duration.ofMillis(20));
                return !rival.assignment().isEmpty();
            });
            TopicPartition partition = rival.assignment().iterator().next();
            rival.commitSync(Map.of(partition, new OffsetAndMetadata(0, "rival")));

            assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> publish("02"));
            assertThat(log.read().versions()).hasSize(1);
            await().atMost(PATIENCE).until(() -> {
                rival.poll(Duration.ofMillis(20));
                return election.office().term() == 0;
            });
        }
        await().atMost(PATIENCE).until(election.office()::leads);
        assertThat(election.office().term()).isEqualTo(term + 1);
        assertThat(publish("02")).isTrue();
    }

    private boolean publish(String version) {
        ModelPublished model =
                ModelPublished.newBuilder().setVersion(version.repeat(32)).build();
        return log.publish(model, TRAINER).find(model.getVersion()).isPresent();
    }

    private KafkaConsumer<byte[], byte[]> rival() {
        Map<String, Object> config = new HashMap<>(client);
        config.put("group.id", group);
        config.put("enable.auto.commit", false);
        config.put("heartbeat.interval.ms", 50);
        config.put("partition.assignment.strategy", List.of(CooperativeStickyAssignor.class.getName()));
        KafkaConsumer<byte[], byte[]> rival =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rival.subscribe(List.of(topics.models().name()));
        return rival;
    }

    private void forgetAll() throws ExecutionException, InterruptedException {
        admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
    }

    /** The group's name of the only member; empty while there is none. */
    private String member() throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(description -> description.members().stream())
                .map(MemberDescription::consumerId)
                .findFirst()
                .orElse("");
    }
}
