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

/**
 * All that only the elected trainer does, from the moment it is elected until it no longer is. Its parts are opened in
 * the order in which data flows, and closed against it.
 */
public final class Work implements AutoCloseable {
    private final DataStage data;
    private final TrainingStage training;

    private Work(DataStage data, TrainingStage training) {
        this.data = data;
        this.training = training;
    }

    /**
     * Begins the work; may take as long as reading the data set does.
     *
     * @throws RuntimeException if a part cannot begin; nothing is left open then
     */
    static Work begin(TrainerConfig config, Map<String, Object> client, Topics topics, ExampleMetrics metrics) {
        ModelLog log = new ModelLog(client, topics.models(), config.patience(), Clock.systemUTC());
        List<String> live = log.read().live().map(ModelVersion::labels).orElse(List.of());
        DataStage data = new DataStage(config, client, topics, live, metrics);
        try {
            return new Work(data, new TrainingStage(config, client, log, topics.trainingRuns(), data.dataSet()));
        } catch (RuntimeException e) {
            try {
                data.close();
            } catch (RuntimeException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    /** What there is to train from. */
    public DataSet dataSet() {
        return data.dataSet();
    }

    /** Those under way and those that were. */
    public Runs runs() {
        return training.runs();
    }

    /** What a person should know though all parts work; may be empty. Never blocks. */
    String notice() {
        return training.notice();
    }

    /**
     * Looks whether all parts still work.
     *
     * @throws RuntimeException the failure of the first part that does not; the work must begin again then
     */
    void check() {
        data.check();
        training.check();
    }

    @Override
    public void close() {
        try (data) {
            training.close();
        }
    }
}
