package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.afterimage.cli.Afterimage;
import io.afterimage.cli.CommandException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Calls the commands that a person would call, in this process.
 *
 * @param data folder of the stack
 */
public record Commands(Path data) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Ended(int code, String out, String err) {}

    /** What a command says to people. */
    public String text(String... words) {
        return require(List.of(words), call(List.of(words))).out();
    }

    /** The objects that a command prints with {@code --json}. */
    List<JsonNode> json(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.add("--json");
        return objects(require(words, call(all)));
    }

    /** The last object that a command prints with {@code --json}, whatever its exit code; missing if it prints none. */
    JsonNode answer(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        List<JsonNode> objects = objects(call(all));
        return objects.isEmpty() ? MissingNode.getInstance() : objects.get(objects.size() - 1);
    }

    /** As {@link #answer}, where a command without an answer has failed. */
    JsonNode required(String... words) {
        List<JsonNode> objects = json(List.of(words));
        if (objects.isEmpty()) {
            throw new CommandException("afterimage " + String.join(" ", words) + " printed nothing");
        }
        return objects.get(objects.size() - 1);
    }

    private static Ended require(List<String> words, Ended ended) {
        if (ended.code() != 0) {
            throw new CommandException("afterimage " + String.join(" ", words.subList(0, Math.min(4, words.size())))
                    + " ended with " + ended.code() + ": " + ended.err().strip());
        }
        return ended;
    }

    private Ended call(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--data", data.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Afterimage.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(all.toArray(String[]::new));
        return new Ended(code, out.toString(), err.toString());
    }

    private static List<JsonNode> objects(Ended ended) {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : ended.out().lines().toList()) {
            try {
                objects.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new CommandException("No JSON: " + line);
            }
        }
        return objects;
    }
}
