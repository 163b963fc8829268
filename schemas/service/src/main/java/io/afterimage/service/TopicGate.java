package io.afterimage.service;

import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the brokers answer and the topics lose nothing, with a client of its own for each look. Safe for many
 * threads.
 */
public final class TopicGate {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGate.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Map<String, Object> client;
    private final List<Topic<?, ?>> topics;
    private final Duration patience;

    /**
     * @param client how to reach the brokers
     * @param topics that the service uses
     * @param patience most time that one question may take
     */
    public TopicGate(Map<String, Object> client, List<Topic<?, ?>> topics, Duration patience) {
        this.client = client;
        this.topics = topics;
        this.patience = patience;
    }

    /**
     * Waits until nothing is in the way.
     *
     * @param obstacles is told again and again what is, in one line
     * @param closing ends the wait
     * @return false if the wait was ended
     */
    public boolean await(Consumer<String> obstacles, CountDownLatch closing) {
        String said = "";
        for (String obstacle = obstacle(); !obstacle.isEmpty(); obstacle = obstacle()) {
            if (!obstacle.equals(said)) {
                LOG.warn("Not started: {}", obstacle);
                said = obstacle;
            }
            obstacles.accept(obstacle);
            if (within(LOOK_AGAIN, closing)) {
                return false;
            }
        }
        return closing.getCount() > 0;
    }

    /** Why the service must not start yet, in one line; empty if nothing is in the way. */
    String obstacle() {
        try {
            return told(ask(admin -> admin.check(topics)));
        } catch (KafkaException e) {
            // A name that does not resolve yet is the cause of the client's own failure.
            Throwable cause = e.getCause() instanceof KafkaException deeper ? deeper : e;
            return "waiting for brokers at " + client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": "
                    + cause.getMessage();
        }
    }

    /**
     * Kafka's id of a topic.
     *
     * @throws KafkaException if it is not there, or the brokers do not answer
     */
    public String uuid(Topic<?, ?> topic) {
        return ask(admin -> admin.uuid(topic))
                .orElseThrow(() -> new KafkaException("The topic " + topic.name() + " is gone"));
    }

    private <T> T ask(Function<TopicAdmin, T> question) {
        Admin admin = Admin.create(client);
        try {
            return question.apply(new TopicAdmin(admin, patience));
        } finally {
            // Whatever brokers have not answered by now is not waited for: a plain close would wait a minute.
            admin.close(Duration.ZERO);
        }
    }

    private static boolean within(Duration wait, CountDownLatch closing) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String told(List<TopicAdmin.Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        boolean onlyMissing = findings.stream().allMatch(TopicAdmin.Finding::missing);
        return findings.stream()
                        .map(finding -> "topic " + finding.topic() + ": " + finding.detail())
                        .collect(Collectors.joining("; "))
                + ". Run 'afterimage topics create" + (onlyMissing ? "" : " --repair") + "'.";
    }
}
