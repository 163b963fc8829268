package io.afterimage.cli.reading;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that end a command which otherwise goes on: after so many results, after so long. */
public final class Limits {
    private static final Duration POLL = Duration.ofMillis(200);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private @Nullable Long count;
    private @Nullable Duration timeout;

    @Option(names = "--count", paramLabel = "N", description = "End after N results.")
    void count(long results) {
        if (results < 1) {
            throw new ParameterException(command.commandLine(), "--count: at least 1 is needed");
        }
        count = results;
    }

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "End after S seconds; that is a failure (exit code 1) only where --count was not reached.")
    void timeout(double seconds) {
        if (!(seconds >= 0 && seconds <= Integer.MAX_VALUE)) {
            throw new ParameterException(command.commandLine(), "--timeout: seconds are needed");
        }
        timeout = Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Whether any was given. */
    public boolean given() {
        return count != null || timeout != null;
    }

    /**
     * Hands on what a reader reads, until a limit or the end is reached.
     *
     * @param ends where to end without a limit; empty: nowhere
     * @param handler says whether a record was a result
     * @return the exit code
     */
    public int read(
            TopicReader reader, Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<byte[], byte[]>> handler) {
        long begun = System.nanoTime();
        long results = 0;
        while (!late(begun) && (ends.isEmpty() || !reader.reached(ends))) {
            for (var record : reader.poll(POLL)) {
                if (before(ends, record) && handler.test(record) && count != null && ++results == count) {
                    return 0;
                }
            }
        }
        return count == null ? 0 : 1;
    }

    private static boolean before(Map<TopicPartition, Long> ends, ConsumerRecord<?, ?> record) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        return end == null || record.offset() < end;
    }

    private boolean late(long begun) {
        return timeout != null && System.nanoTime() - begun >= timeout.toNanos();
    }
}
