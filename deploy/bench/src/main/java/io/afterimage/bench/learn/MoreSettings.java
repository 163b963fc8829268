package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Settings that differ from what a preset has, to see what they are worth. */
final class MoreSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--set",
            split = ",",
            paramLabel = "NAME=VALUE",
            description =
                    "Settings of all trainings that differ from the preset's, such as epochs=120,mixup=0.2: those of"
                            + " 'train', with _ for -.")
    private Map<String, String> given = new LinkedHashMap<>();

    /**
     * Them by name.
     *
     * @throws ParameterException if a value is neither a number nor true or false
     */
    Map<String, JsonNode> parsed(CommandSpec command) {
        Map<String, JsonNode> parsed = new TreeMap<>();
        given.forEach((name, value) -> parsed.put(name, parsed(command, name, value)));
        return parsed;
    }

    private static JsonNode parsed(CommandSpec command, String name, String value) {
        return read(value)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--set: " + name + " must be a number, true or false, not '" + value + "'"));
    }

    private static Optional<JsonNode> read(String value) {
        try {
            return Optional.of(JSON.readTree(value)).filter(node -> node.isNumber() || node.isBoolean());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Tells results of these settings from those of others. */
    String conditions() {
        return given.isEmpty() ? "" : " " + new TreeMap<>(given);
    }
}
