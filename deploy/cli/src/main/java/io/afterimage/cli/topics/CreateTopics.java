package io.afterimage.cli.topics;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.TopicAdmin.Finding;
import io.afterimage.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the topics. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the topics that are missing, then checks all of them.",
            "It changes nothing about topics that exist, unless --repair is given."
        })
final class CreateTopics implements Callable<Integer> {
    private static final long SETTLING = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Copies of each record (default: as the cluster is set).")
    private @Nullable Short replication;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the images topic, if it is made now: how many classifiers can share the work"
                    + " (default: 8).")
    private @Nullable Integer partitions;

    @Option(names = "--repair", description = "Set the settings of topics that would lose data.")
    private boolean repair;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        if ((replication != null && replication < 1) || (partitions != null && partitions < 1)) {
            throw new ParameterException(command.commandLine(), "--replication and --partitions: at least 1 is needed");
        }
        List<Topic<?, ?>> topics = topics(cluster.topics());
        return ExistingTopics.ask(cluster.client(), admin -> create(admin, topics));
    }

    private int create(TopicAdmin admin, List<Topic<?, ?>> topics) {
        List<String> created = admin.create(topics, Optional.ofNullable(replication));
        created.stream().sorted().forEach(name -> output.result(Map.of("topic", name), "Created " + name));
        List<Finding> findings = admin.check(topics);
        if (repair && !findings.isEmpty()) {
            repair(admin, topics, findings);
            findings = settled(admin, topics);
        }
        return Findings.print(findings, output);
    }

    private void repair(TopicAdmin admin, List<Topic<?, ?>> topics, List<Finding> findings) {
        Set<String> broken = findings.stream().map(Finding::topic).collect(Collectors.toSet());
        admin.repair(
                topics.stream().filter(topic -> broken.contains(topic.name())).toList());
        broken.stream().sorted().forEach(name -> output.note("Repaired " + name));
    }

    /** Checks until the new settings have reached the brokers, or cannot be waited for any longer. */
    private static List<Finding> settled(TopicAdmin admin, List<Topic<?, ?>> topics) {
        long begun = System.nanoTime();
        try (Interruption interruption = Interruption.listen()) {
            List<Finding> findings = admin.check(topics);
            while (!findings.isEmpty() && System.nanoTime() - begun < SETTLING && !interruption.await(RETRY)) {
                findings = admin.check(topics);
            }
            return findings;
        }
    }

    private List<Topic<?, ?>> topics(Topics topics) {
        return topics.all().stream()
                .<Topic<?, ?>>map(topic -> topic.equals(topics.images()) ? resized(topic) : topic)
                .toList();
    }

    private <K, V> Topic<K, V> resized(Topic<K, V> topic) {
        return new Topic<>(
                topic.name(),
                topic.keySerde(),
                topic.valueSerde(),
                partitions == null ? topic.partitions() : partitions,
                topic.settings(),
                topic.rules());
    }
}
