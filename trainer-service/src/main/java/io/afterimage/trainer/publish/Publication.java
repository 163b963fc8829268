package io.afterimage.trainer.publish;

import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelLog.Authorship;
import io.afterimage.trainer.gate.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * What is to be written into the log for one candidate; kept on disk until it is there. Its files are in the store.
 *
 * @param run that made it
 * @param version of the package
 * @param name for people
 * @param size of the package in bytes
 * @param labels its classes
 * @param parent version it was fine-tuned from; empty where it was trained from scratch
 * @param expectedLive version that it was compared with, and takes the place of; empty for none
 * @param verdict the gate's
 * @param reason the gate's, one line
 * @param report store key of the gate's report
 * @param generation of the test set
 * @param use of that generation; 0 where it was no use
 * @param newestExample when the newest group of the gate's test set was first seen
 */
record Publication(
        String run,
        String version,
        String name,
        long size,
        List<String> labels,
        String parent,
        String expectedLive,
        Verdict verdict,
        String reason,
        String report,
        int generation,
        int use,
        Instant newestExample) {
    private static final String AUTHOR = "trainer";

    ModelPublished entry() {
        return ModelPublished.newBuilder()
                .setVersion(version)
                .setName(name)
                .setSize(size)
                .setParent(parent)
                .addAllLabels(labels)
                .setGate(new GateUse(report, generation, use, newestExample).message())
                .build();
    }

    Authorship by() {
        return new Authorship(AUTHOR, "run " + run + ", " + verdict.text() + ": " + reason);
    }
}
