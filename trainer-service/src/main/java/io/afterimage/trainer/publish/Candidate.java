package io.afterimage.trainer.publish;

import io.afterimage.trainer.gate.GateReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A trained model that the gate has judged.
 *
 * @param run that made it
 * @param file its package
 * @param name for people
 * @param labels its classes
 * @param parent version it was fine-tuned from; empty where it was trained from scratch
 * @param expectedLive version that was live when the run began and that the gate compared with; empty for none
 * @param report the gate's
 * @param newestExample when the newest group of the gate's test set was first seen
 */
public record Candidate(
        String run,
        Path file,
        String name,
        List<String> labels,
        String parent,
        String expectedLive,
        GateReport report,
        Instant newestExample) {}
