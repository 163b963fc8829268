package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * All that only the elected trainer does, from the moment it is elected until it no longer is. Its parts are opened in
 * the order in which data flows, and closed against it.
 */
public final class Work implements AutoCloseable {
    private Work() {}

    /**
     * Begins the work; may take as long as reading the data set does.
     *
     * @throws RuntimeException if a part cannot begin; nothing is left open then
     */
    static Work begin(TrainerConfig config, Map<String, Object> client, Topics topics, MeterRegistry registry) {
        return new Work();
    }

    /**
     * Looks whether all parts still work.
     *
     * @throws RuntimeException the failure of the first part that does not; the work must begin again then
     */
    void check() {}

    /** Why nothing is learned although all parts work, in one line; empty where nothing is in the way. */
    String obstacle() {
        return "";
    }

    @Override
    public void close() {}
}
