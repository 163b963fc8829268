package io.afterimage.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.cli.CommandException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where a command's results go: standard output, as lines for people or, with {@code --json}, as one JSON object a
 * line. What is said beside the results goes to standard error.
 */
public final class Output {
    /** Pure ASCII: the same on every terminal and in every locale, and free of control characters. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    public boolean json() {
        return json;
    }

    /**
     * Prints one result. Ends the command where nobody reads it, as behind {@code | head}.
     *
     * @param fields the JSON object's keys and values, in order
     * @param text the same for people
     */
    public void result(Map<String, ?> fields, String text) {
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? write(fields) : text);
        if (out.checkError() || System.out.checkError()) {
            throw new CommandException("Nobody reads the output any more.");
        }
    }

    /** Prints a closing line for people: among the results, or beside them where those are JSON. */
    public void summary(String text) {
        if (json) {
            note(text);
        } else {
            result(Map.of(), text);
        }
    }

    /** Says something beside the results. */
    public void note(String text) {
        PrintWriter err = command.commandLine().getErr();
        err.println(text);
        err.flush();
    }

    /** One JSON object on one line. */
    public static String write(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fields are text, numbers, flags and lists of them", e);
        }
    }
}
