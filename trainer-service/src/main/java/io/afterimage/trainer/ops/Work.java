package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.example.ExampleMetrics;
import io.afterimage.trainer.run.Runs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * All that only the elected trainer does, for one term of office. Runs go on for all of it, whether or not examples are read
 * meanwhile: that may fail and begin again. For one thread, beside what is said to be for others.
 */
public final class Work implements AutoCloseable {
    private final Supplier<DataStage> stages;
    private @Nullable DataStage data;
    private volatile DataSet dataSet;
    private final TrainingStage training;
    private String ending = "the trainer's work failed meanwhile and began again; look into its log, and run again";

    /**
     * Begins the work; may take as long as reading the data set does.
     *
     * @param fence fails transactions of a trainer that is no longer elected
     * @throws RuntimeException if a part cannot begin; nothing is left open then
     */
    Work(
            TrainerConfig config,
            Map<String, Object> client,
            Topics topics,
            ExampleMetrics metrics,
            Consumer<Producer<?, ?>> fence) {
        ModelLog log = new ModelLog(client, topics.models(), config.patience(), Clock.systemUTC()).fencedBy(fence);
        stages = () -> new DataStage(config, client, topics, liveLabels(log), metrics);
        DataStage first = stages.get();
        data = first;
        dataSet = first.dataSet();
        try {
            training = new TrainingStage(config, client, log, topics.trainingRuns(), () -> dataSet);
        } catch (RuntimeException e) {
            try {
                first.close();
            } catch (RuntimeException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private static List<String> liveLabels(ModelLog log) {
        return log.read().live().map(ModelVersion::labels).orElse(List.of());
    }

    /** What there is to train from. Safe for others. */
    public DataSet dataSet() {
        return dataSet;
    }

    /** Those under way and those that were. Safe for others. */
    public Runs runs() {
        return training.runs();
    }

    /** What a person should know though all parts work; may be empty. Never blocks. */
    String notice() {
        return training.notice();
    }

    /**
     * Looks whether runs still can be made and published.
     *
     * @throws RuntimeException the failure; the work must begin again then
     */
    void check() {
        training.check();
    }

    /**
     * Looks whether feedback still becomes examples, and begins that where it does not.
     *
     * @throws RuntimeException what ended it, or keeps it from beginning; look again later
     */
    void keepReading() {
        DataStage reading = data == null ? stages.get() : data;
        data = reading;
        dataSet = reading.dataSet();
        try {
            reading.check();
        } catch (RuntimeException e) {
            stopReading(reading, e);
            throw e;
        }
    }

    private void stopReading(DataStage failed, RuntimeException failure) {
        data = null;
        try {
            failed.close();
        } catch (RuntimeException more) {
            failure.addSuppressed(more);
        }
    }

    /** Says for what reason it is going to be closed: one line for people, to whom a run is lost. */
    void endsBecause(String why) {
        ending = why;
    }

    @Override
    public void close() {
        try (@Nullable DataStage last = data) {
            training.close(ending);
        }
    }
}
