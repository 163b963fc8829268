package io.afterimage.cli.stack;

import io.afterimage.broker.BrokerException;
import io.afterimage.broker.LocalBroker;
import io.afterimage.cli.CommandException;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Runs a local stack: starts its parts in order, keeps them running, and stops them in reverse order once its thread is
 * interrupted. For one thread.
 */
final class Supervisor {
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration TOPIC_RECHECK = Duration.ofSeconds(2);
    private static final long TICK_MILLIS = 200;

    private final LocalStack stack;
    private final boolean trains;
    private final Optional<ModelSource> model;
    private final Clock clock;
    private final Consumer<String> say;
    private final List<Child> children = new ArrayList<>();
    private StackFile.Phase phase = StackFile.Phase.STARTING;

    /** Whether the file in the data folder speaks of this stack, and no longer of one that left processes behind. */
    private boolean fileWritten;

    /**
     * @param trains whether a trainer belongs to the stack
     * @param model what to make live at the start
     */
    Supervisor(LocalStack stack, boolean trains, Optional<ModelSource> model, Clock clock, Consumer<String> say) {
        this.stack = stack;
        this.trains = trains;
        this.model = model;
        this.clock = clock;
        this.say = say;
    }

    /**
     * Returns once the thread was interrupted and all is stopped.
     *
     * @throws CommandException if the stack cannot be started; all is stopped then as well
     */
    void run() {
        try {
            stopLeftovers();
            stack.ports().requireFree(trains);
            writeFile();
            startBroker();
            prepareTopics();
            model.ifPresent(source -> source.makeLive(stack.client(), stack.topics(), stack.store()));
            Optional<ModelVersion> live = liveModel();
            start(stack.classifier());
            if (trains) {
                start(stack.trainer());
            }
            watch(live);
        } catch (InterruptedException | InterruptException e) {
            say.accept("Stopping, the last part first");
        } catch (BrokerException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandException(
                    "The stack cannot be run in " + stack.folder().root() + ": " + DataFolder.reason(e));
        } finally {
            stop();
        }
    }

    private void stopLeftovers() throws IOException, InterruptedException {
        Optional<StackFile> earlier = StackFile.read(stack.folder().root());
        if (earlier.isPresent()) {
            Leftovers.stop(earlier.get(), say);
        }
    }

    private void startBroker() throws IOException, InterruptedException {
        LocalBroker broker = stack.broker();
        Child child = child(new BrokerService(broker));
        say.accept("Starting Kafka on " + broker.bootstrapServers());
        var process = child.launch();
        writeFile();
        broker.awaitAnswer(process);
    }

    private void prepareTopics() throws IOException, InterruptedException {
        Optional<String> wrong = TopicSetup.prepare(stack.client(), stack.topics());
        if (wrong.isEmpty()) {
            return;
        }
        say.accept(wrong.get() + ". Nothing is classified until 'afterimage topics create --repair" + stack.dataOption()
                + "' has mended this; Kafka stays up for it.");
        phase = StackFile.Phase.STUCK;
        writeFile();
        while (wrong.isPresent()) {
            Thread.sleep(TOPIC_RECHECK.toMillis());
            checkChildren();
            wrong = TopicSetup.prepare(stack.client(), stack.topics());
        }
        say.accept("The topics are mended");
        phase = StackFile.Phase.STARTING;
    }

    private Optional<ModelVersion> liveModel() {
        return new ModelLog(stack.client(), stack.topics().models(), KAFKA_TIMEOUT, clock)
                .read()
                .live();
    }

    private void start(HttpService service) throws IOException, InterruptedException {
        Child child = child(service);
        say.accept(
                "Starting the " + service.name() + " on " + service.endpoint().url());
        child.launch();
        writeFile();
    }

    private Child child(Service service) {
        Child child = new Child(service, BackOff.standard(), clock, this::event);
        children.add(child);
        return child;
    }

    private void watch(Optional<ModelVersion> live) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        Endpoint classifier = stack.classifier().endpoint();
        while (true) {
            checkChildren();
            if (phase == StackFile.Phase.STARTING) {
                Health health = live.isPresent() ? classifier.ready() : classifier.live();
                if (health.up() || System.nanoTime() > deadline) {
                    announce(live, health);
                }
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private void announce(Optional<ModelVersion> live, Health health) throws IOException {
        Announcement.lines(stack, trains, live, health).forEach(say);
        phase = health.up() ? StackFile.Phase.UP : StackFile.Phase.STUCK;
        writeFile();
    }

    private void checkChildren() throws IOException, InterruptedException {
        boolean changed = false;
        for (Child child : children) {
            changed |= child.check();
        }
        if (changed) {
            writeFile();
        }
    }

    private void writeFile() throws IOException {
        List<StackFile.Service> services = new ArrayList<>();
        for (Child child : children) {
            child.process()
                    .map(process -> StackFile.Pid.of(process.handle()))
                    .ifPresent(pid -> services.add(new StackFile.Service(
                            child.service().name(),
                            pid,
                            child.service().endpoint().url())));
        }
        stack.file(services, phase).write(stack.folder().root());
        fileWritten = true;
    }

    /** Stops the children in reverse order. Asked to hurry, by another interrupt, it kills them. */
    private void stop() {
        // The request to stop may still be pending, and would cut the first wait short.
        Thread.interrupted();
        boolean hurry = false;
        for (int i = children.size() - 1; i >= 0; i--) {
            hurry = stop(children.get(i), hurry);
        }
        removeFile();
        if (!children.isEmpty()) {
            say.accept("Stopped");
        }
    }

    private void removeFile() {
        try {
            if (fileWritten) {
                StackFile.delete(stack.folder().root());
            }
        } catch (IOException e) {
            say.accept("Cannot remove the stack's file: " + DataFolder.reason(e));
        }
    }

    private boolean stop(Child child, boolean hurry) {
        try {
            if (hurry) {
                child.kill();
            } else {
                child.stop();
            }
            return hurry;
        } catch (InterruptedException e) {
            return hurry || stop(child, true);
        }
    }

    private void event(String text) {
        say.accept(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
}
