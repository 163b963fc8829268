package io.afterimage.cli.stack;

import io.afterimage.broker.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;

/** A part of the local stack that runs as a child process. */
public interface Service {
    String name();

    Endpoint endpoint();

    /** Starts a process for it, without waiting until it works. */
    ChildProcess launch() throws IOException, InterruptedException;

    /** How long it may take to stop in order. */
    Duration patience();
}
