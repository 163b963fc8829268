package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.example.ExampleMetrics;
import java.util.Map;

/**
 * All that only the elected trainer does, from the moment it is elected until it no longer is. Its parts are opened in
 * the order in which data flows, and closed against it.
 */
public final class Work implements AutoCloseable {
    private final DataStage data;

    private Work(DataStage data) {
        this.data = data;
    }

    /**
     * Begins the work; may take as long as reading the data set does.
     *
     * @throws RuntimeException if a part cannot begin; nothing is left open then
     */
    static Work begin(TrainerConfig config, Map<String, Object> client, Topics topics, ExampleMetrics metrics) {
        return new Work(new DataStage(config, client, topics, metrics));
    }

    /** What there is to train from. */
    public DataSet dataSet() {
        return data.dataSet();
    }

    /**
     * Looks whether all parts still work.
     *
     * @throws RuntimeException the failure of the first part that does not; the work must begin again then
     */
    void check() {
        data.check();
    }

    @Override
    public void close() {
        data.close();
    }
}
