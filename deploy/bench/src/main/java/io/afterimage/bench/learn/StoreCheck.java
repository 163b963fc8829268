package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.cli.CommandException;
import io.afterimage.events.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether all that readers of a store can see is whole. */
final class StoreCheck {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private StoreCheck() {}

    /** What is wrong with files that are seen as models, a line each. */
    static List<String> files(Path models) {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(models)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (KEY.matcher(name).matches() && !hash(file).equals(name)) {
                    wrong.add("half a file: " + name);
                }
            }
        } catch (IOException e) {
            throw new CommandException("The store cannot be read: " + e.getMessage());
        }
        return wrong;
    }

    /**
     * What is wrong with the versions of a log, a line each.
     *
     * @param versions as {@code models list --json} prints them
     */
    static List<String> log(List<JsonNode> versions, Path models) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode version : versions) {
            String hash = version.path("sha256").asText();
            if (!KEY.matcher(hash).matches() || !Files.isRegularFile(models.resolve(hash))) {
                wrong.add("no file of version " + version.path("version").asText());
            }
        }
        long live = versions.stream()
                .filter(version -> version.path("state").asText().equals("live"))
                .count();
        if (live != 1) {
            wrong.add(live + " live versions");
        }
        return wrong;
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.hex(in);
        }
    }
}
