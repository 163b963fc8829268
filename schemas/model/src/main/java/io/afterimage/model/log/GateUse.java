package io.afterimage.model.log;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Gate;
import java.time.Instant;

/**
 * A gate as the log knows it.
 *
 * @param report store key of its report
 * @param generation of the test set, from 1
 * @param use how often that generation was used, this gate included, from 1; 0 where this was no use
 * @param newestExample when the newest group of its test set was first seen
 */
public record GateUse(String report, int generation, int use, Instant newestExample) {
    static GateUse of(Gate gate) {
        return new GateUse(
                gate.getReport(), gate.getGeneration(), gate.getUse(), Times.instant(gate.getNewestExample()));
    }

    /** The same as a message. */
    public Gate message() {
        return Gate.newBuilder()
                .setReport(report)
                .setGeneration(generation)
                .setUse(use)
                .setNewestExample(Times.timestamp(newestExample))
                .build();
    }
}
