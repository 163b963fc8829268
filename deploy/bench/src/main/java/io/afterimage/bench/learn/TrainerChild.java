package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.bench.rig.Programs;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a class of the bench in a process with the trainer's libraries. */
public final class TrainerChild {
    /** Start of a line with a result. */
    static final String RESULT = "RESULT ";

    private static final String THROWN = "Exception in thread";
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainerChild() {}

    /**
     * Runs it to its end.
     *
     * @return its results, at least one
     */
    public static List<JsonNode> run(Class<?> main, List<String> arguments, Path log) throws InterruptedException {
        ChildProcess process = start(main, arguments, log);
        try {
            if (!process.await(PATIENCE)) {
                throw new CommandException(main.getSimpleName() + " does not end; see " + log);
            }
        } finally {
            process.kill();
        }
        List<JsonNode> results = process.lastLines().stream()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> read(line.substring(RESULT.length())))
                .toList();
        if (process.exitCode().orElse(-1) != 0 || results.isEmpty()) {
            throw new CommandException(main.getSimpleName() + " failed; see " + log + thrown(process));
        }
        return results;
    }

    /** Why it ended, as Java says it: the log may be gone when this is read. */
    private static String thrown(ChildProcess process) {
        return process.lastLines().stream()
                .filter(line -> line.startsWith(THROWN))
                .reduce((earlier, later) -> later)
                .map(line -> ": " + line)
                .orElse("");
    }

    /** Prints a result. */
    public static void print(Map<String, ?> result) {
        System.out.println("\n" + RESULT + JSON.valueToTree(result));
    }

    private static ChildProcess start(Class<?> main, List<String> arguments, Path log) {
        try {
            return Programs.installedForTraining().start(main, Map.of(), arguments, log);
        } catch (IOException e) {
            throw new CommandException("A process could not be started: " + e.getMessage());
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new CommandException("No JSON: " + line);
        }
    }
}
