package io.afterimage.trainer.ops;

import io.afterimage.events.Topic;
import io.afterimage.events.v1.TrainingProgress;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.mlflow.Recording;
import io.afterimage.trainer.publish.Published;
import io.afterimage.trainer.publish.Publisher;
import io.afterimage.trainer.run.RunLimits;
import io.afterimage.trainer.run.RunRecord;
import io.afterimage.trainer.run.RunStatus;
import io.afterimage.trainer.run.Runs;
import io.afterimage.trainer.run.SettingsForm;
import io.afterimage.trainer.run.Surroundings;
import io.afterimage.trainer.run.Training;
import io.afterimage.trainer.run.TriggerSettings;
import io.afterimage.trainer.run.Triggers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs, and what starts them by themselves, on a thread of its own. Close it once. */
final class TrainingStage {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingStage.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Of so many runs, those are sent to MLflow that it does not have. */
    private static final int MOST_RECORDED = 200;

    private final KafkaProducer<String, TrainingProgress> producer;
    private final Runs runs;
    private final Triggers triggers;
    /** Null while runs are taken up, and where no MLflow server is configured. */
    private volatile @Nullable Recording recording;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "run-triggers");
    private volatile @Nullable RuntimeException failure;

    /**
     * Completes what was cut off before, and begins.
     *
     * @param client how to reach the brokers
     * @param dataSet the one that is kept up to date; another after that began again
     */
    TrainingStage(
            TrainerConfig config,
            Map<String, Object> client,
            ModelLog log,
            Topic<String, TrainingProgress> progress,
            Supplier<DataSet> dataSet) {
        Optional<Recording.Target> mlflow = mlflow(config);
        Store store = Store.at(config.store());
        Publisher publisher = new Publisher(store, log, config.trainingDir().resolve("pending"));
        List<Published> completed = resume(publisher);
        producer = producer(client, progress, config.patience());
        try {
            Surroundings surroundings = new Surroundings(() -> dataSet.get().snapshot(), log::read, store);
            Gate gate = new Gate(GateOptions.settings(config.gate()), GateOptions.labelMap(config.gate()));
            runs = Training.open(
                    surroundings, gate, publisher::publish, completed, event -> heard(progress, event), room(config));
        } catch (RuntimeException e) {
            producer.close(CLOSE);
            throw e;
        }
        triggers = triggers(config, dataSet);
        recording = mlflow.map(target -> Recording.begin(
                        target,
                        this::endedRuns,
                        log::read,
                        store,
                        config.trainingDir().resolve("mlflow")))
                .orElse(null);
        thread.setDaemon(true);
        thread.start();
    }

    private static Training.Room room(TrainerConfig config) {
        TrainerConfig.Run run = config.run();
        return new Training.Room(
                config.trainingDir(),
                run.cacheBytes(),
                new RunLimits(run.time(), run.heap(), run.memory(), run.patience()));
    }

    private Triggers triggers(TrainerConfig config, Supplier<DataSet> dataSet) {
        TrainerConfig.Trigger when = config.trigger();
        InstantSource clock = InstantSource.system();
        return new Triggers(
                runs,
                new TriggerSettings(when.labels(), when.age(), when.interval(), when.pause()),
                used -> dataSet.get().since(used),
                () -> SettingsForm.EMPTY.settings(config.run().preset(), threads(config), clock),
                clock);
    }

    /** One core stays with who serves on the same machine. */
    static int threads(TrainerConfig config) {
        return config.run().threads().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    private static List<Published> resume(Publisher publisher) {
        try {
            return publisher.resume();
        } catch (IOException e) {
            throw new UncheckedIOException("What was to be published cannot be completed: " + e.getMessage(), e);
        }
    }

    private static KafkaProducer<String, TrainingProgress> producer(
            Map<String, Object> client, Topic<String, TrainingProgress> topic, Duration patience) {
        Map<String, Object> config = new HashMap<>(client);
        // Progress that brokers do not take is not worth waiting for.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) patience.toMillis());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        return new KafkaProducer<>(
                config, new StringSerializer(), topic.valueSerde().serializer());
    }

    private static Optional<Recording.Target> mlflow(TrainerConfig config) {
        return config.mlflow().uri().map(text -> {
            URI uri = mlflowUri(text);
            if (!config.mlflow().name().matches("[^'\"/:]{1,200}")) {
                throw new IllegalArgumentException("afterimage.mlflow.name may have no quotes, slashes or colons, as '"
                        + config.mlflow().name() + "' has");
            }
            return new Recording.Target(
                    uri, config.mlflow().name(), config.mlflow().credentialsFile(), config.patience());
        });
    }

    /** What may have a password in it is not repeated. */
    private static URI mlflowUri(String text) {
        if (text.contains("@")) {
            throw new IllegalArgumentException("afterimage.mlflow.uri must have no user and no password in it;"
                    + " afterimage.mlflow.credentials-file is for them");
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // As any other that is none.
        }
        throw new IllegalArgumentException("afterimage.mlflow.uri must be as http://host:port, not '" + text + "'");
    }

    private List<RunRecord> endedRuns() throws IOException {
        return runs.latest(MOST_RECORDED).stream()
                .map(RunStatus::record)
                .filter(RunRecord::ended)
                .toList();
    }

    private void heard(Topic<String, TrainingProgress> topic, TrainingProgress event) {
        send(topic, event);
        Recording told = recording;
        if (told != null && RunRecord.isEnd(event.getPhase())) {
            told.wake();
        }
    }

    private void send(Topic<String, TrainingProgress> topic, TrainingProgress event) {
        try {
            var unused = producer.send(new ProducerRecord<>(topic.name(), event.getRun(), event), (done, failed) -> {
                if (failed != null) {
                    LOG.debug("Progress of run {} is not told: {}", event.getRun(), failed.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.debug("Progress of run {} is not told: {}", event.getRun(), e.getMessage());
        }
    }

    Runs runs() {
        return runs;
    }

    /** What a person should know though all is well; may be empty. */
    String notice() {
        Recording told = recording;
        return Stream.of(triggers.notice(), told == null ? "" : told.notice())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** @throws RuntimeException the failure that ended it */
    void check() {
        RuntimeException ended = failure;
        if (ended != null) {
            throw ended;
        }
        runs.check();
    }

    private void look() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                triggers.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = new UncheckedIOException("The records of runs cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @param why what is in progress is lost, one line for people */
    void close(String why) {
        closing.countDown();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runs.close(why);
        Recording told = recording;
        if (told != null) {
            told.close();
        }
        producer.close(CLOSE);
    }
}
