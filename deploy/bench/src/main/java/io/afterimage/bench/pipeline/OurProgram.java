package io.afterimage.bench.pipeline;

import io.afterimage.broker.process.ChildProcess;
import java.util.OptionalDouble;

/** The classifier in a process of its own, of which one runs at a time. */
interface OurProgram {
    ChildProcess start();

    /** Called once a run has all its labels, before the process is stopped. */
    void atEnd() throws InterruptedException;

    /** Images a run of the model in the last process that was stopped; empty where it does not tell. */
    OptionalDouble meanBatch();
}
