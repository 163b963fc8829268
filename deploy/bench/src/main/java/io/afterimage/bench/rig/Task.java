package io.afterimage.bench.rig;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.HttpService;
import io.afterimage.cli.stack.LocalStack;
import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** One task on the rig's broker: its topics, its model, and the programs that work on it. */
public final class Task {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Programs programs;
    private final LocalStack stack;

    private Task(Programs programs, LocalStack stack) {
        this.programs = programs;
        this.stack = stack;
    }

    static Task create(Programs programs, LocalStack stack, int partitions) {
        Task task = new Task(programs, stack);
        List<Topic<?, ?>> topics = new ArrayList<>(stack.topics().all());
        topics.remove(stack.topics().images());
        topics.add(withPartitions(stack.topics().images(), partitions));
        task.create(topics);
        return task;
    }

    public Map<String, Object> client() {
        return stack.client();
    }

    public Topics topics() {
        return stack.topics();
    }

    /** Start of its topics' names. */
    public String prefix() {
        return stack.topicPrefix();
    }

    public Store store() {
        return stack.store();
    }

    /** The group in which its classifiers share the images. */
    public String group() {
        return stack.topicPrefix() + "classifier";
    }

    /** Where the package of a version lies. */
    public Path packageOf(ModelVersion version) {
        return stack.folder().store().resolve("models").resolve(version.version());
    }

    /** Makes a further topic. */
    public void create(List<Topic<?, ?>> topics) {
        try (Admin admin = Admin.create(client())) {
            new TopicAdmin(admin, TIMEOUT).create(topics, Optional.empty());
        }
    }

    /**
     * Starts the classifier as it is shipped.
     *
     * @param instance 0 or 1
     */
    public ChildProcess startClassifier(int instance) {
        try {
            return classifier(instance).launch();
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /** How the classifier is reached over HTTP. */
    public HttpService classifier(int instance) {
        return stack.classifier("classifier-" + instance, stack.ports().classifier() + instance);
    }

    /**
     * Starts a class of the bench beside this task.
     *
     * @param properties system properties besides those that name the task
     */
    public ChildProcess start(Class<?> main, Map<String, String> properties, List<String> arguments) {
        String name = main.getSimpleName();
        Map<String, String> all = new HashMap<>(properties);
        all.put("afterimage.bootstrap-servers", stack.bootstrapServers());
        all.put("afterimage.topic-prefix", stack.topicPrefix());
        all.put("afterimage.store", stack.folder().store().toString());
        all.put("afterimage.state-dir", stack.folder().root().resolve(name).toString());
        try {
            return programs.start(main, all, arguments, stack.folder().log(name));
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /** Takes a group back to the first image, once its last member is gone. */
    public void rewind(String group) throws InterruptedException {
        Rewind.toBeginning(client(), group, topics().images().name());
    }

    private static CommandException notStarted(IOException e) {
        return new CommandException("A process could not be started: " + e.getMessage());
    }

    private static <K, V> Topic<K, V> withPartitions(Topic<K, V> topic, int partitions) {
        return new Topic<>(
                topic.name(), topic.keySerde(), topic.valueSerde(), partitions, topic.settings(), topic.rules());
    }
}
