package io.afterimage.cli.cluster;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.StackFile;
import io.afterimage.events.Topics;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which system a command talks to: a local stack by its data folder, or any cluster. */
public final class Cluster {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".afterimage",
            description = "Data folder of the local stack (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".afterimage");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "Brokers of a cluster, in place of the local stack's.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--client-properties",
            paramLabel = "FILE",
            description = "Kafka client settings for the cluster: TLS, SASL.")
    private @Nullable Path clientProperties;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "Start of the topics' names (default: the local stack's, or " + Topics.DEFAULT_PREFIX + ").")
    private @Nullable String topicPrefix;

    @Option(
            names = "--store",
            paramLabel = "PATH|URI",
            description = "Where models and large images lie (default: the local stack's).")
    private @Nullable String store;

    /** Data folder of the local stack. */
    public Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** Whether the command talks to the local stack rather than to a named cluster. */
    public boolean local() {
        return bootstrapServers == null;
    }

    /** What every Kafka client of the command needs to reach the brokers. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        if (clientProperties != null) {
            read(clientProperties).forEach((name, value) -> client.put((String) name, value));
        }
        client.put("bootstrap.servers", local() ? stack().bootstrapServers() : bootstrapServers);
        return client;
    }

    public Topics topics() {
        if (topicPrefix != null) {
            return named(topicPrefix);
        }
        return new Topics(local() ? stack().topicPrefix() : Topics.DEFAULT_PREFIX);
    }

    public Store store() {
        if (store != null) {
            return Store.at(store);
        }
        if (!local()) {
            throw new CommandException(
                    "--store is needed with --bootstrap-servers: where the classifiers fetch models");
        }
        return Store.at(stack().store());
    }

    /** The local stack, which must be up. */
    public StackFile stack() {
        return runningStack()
                .orElseThrow(() -> new CommandException("Nothing is up in " + data()
                        + ". Start it with 'afterimage up', or name a cluster with --bootstrap-servers."));
    }

    /** The local stack, if it is up. */
    public Optional<StackFile> runningStack() {
        try {
            return StackFile.read(data()).filter(StackFile::alive);
        } catch (IOException e) {
            throw new CommandException("Cannot read the stack's file in " + data() + ": " + e.getMessage());
        }
    }

    private static Topics named(String prefix) {
        try {
            return new Topics(prefix);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--topic-prefix: " + e.getMessage());
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new CommandException("Cannot read --client-properties " + file + ": " + e.getMessage());
        }
        return properties;
    }
}
