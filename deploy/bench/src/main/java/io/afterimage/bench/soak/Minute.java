package io.afterimage.bench.soak;

import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.measure.Processes;

/**
 * What the classifier took at the end of one minute, and how late its labels were in it.
 *
 * @param residentMebibytes resident memory in MiB
 * @param threads of the process, native ones too
 * @param handles open files and sockets
 * @param p50 from the intended time of sending to the committed label, in milliseconds
 * @param p99 likewise
 */
record Minute(long residentMebibytes, long threads, long handles, double p50, double p99) {
    /** What stands for a number that the system does not tell. */
    static final long UNKNOWN = -1;

    static Minute of(ProcessHandle process, Latencies latencies) {
        return new Minute(
                Processes.residentMebibytes(process).orElse(UNKNOWN),
                Processes.threads(process).orElse(UNKNOWN),
                Processes.handles(process).orElse(UNKNOWN),
                latencies.millis(50),
                latencies.millis(99));
    }
}
