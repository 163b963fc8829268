package io.afterimage.cli.examples;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.v1.Example;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code afterimage examples export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the data set as a folder for each class, and a " + Manifest.NAME + " that says the rest.",
            "Images over 512 kB are as the data set keeps them: encoded again."
        })
public final class ExportExamples implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A new or an empty folder.")
    private Path folder = Path.of("");

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    private final Map<String, String> folders = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int written;

    @Override
    public Integer call() {
        ExampleTopic topic = new ExampleTopic(cluster.client(), cluster.topics().examples(), output);
        try {
            requireEmpty();
            try (BufferedWriter manifest = Files.newBufferedWriter(folder.resolve(Manifest.NAME))) {
                topic.forEachLatest((sha256, example) -> write(sha256, example, manifest));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException("Cannot write to " + folder + ": " + e.getMessage());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("examples", written);
        fields.put("classes", folders.size());
        fields.put("path", folder.toString());
        output.result(fields, "Wrote " + written + " examples of " + folders.size() + " classes to " + folder);
        return 0;
    }

    private void requireEmpty() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new CommandException(folder + " is not empty. Name a new folder.");
            }
        }
    }

    private void write(String sha256, Example example, BufferedWriter manifest) {
        if (!ExampleCounts.isIn(example) || example.getImage().isEmpty()) {
            return;
        }
        try {
            String name = folderOf(example.getLabel());
            Path file = Files.createDirectories(folder.resolve(name)).resolve(sha256 + ending(example));
            Files.write(file, example.getImage().toByteArray());
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("file", name + "/" + file.getFileName());
            fields.putAll(ExampleView.fields(sha256, example));
            manifest.write(Output.write(fields));
            manifest.newLine();
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name that is the same on any file system and leads nowhere else; the manifest has the class as it is. */
    private String folderOf(String label) {
        return folders.computeIfAbsent(label, unknown -> {
            String plain = label.replaceAll("[^\\p{L}\\p{N} _-]", "_").strip();
            String name = plain.isEmpty() ? "_" : plain.substring(0, Math.min(plain.length(), 60));
            String free = name;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = name + "-" + i;
            }
            return free;
        });
    }

    /** By the first bytes; anything else that is decoded is found by them as well, whatever it is called. */
    private static String ending(Example example) {
        int first = example.getImage().byteAt(0) & 0xFF;
        return switch (first) {
            case 0xFF -> ".jpg";
            case 0x89 -> ".png";
            case 'R' -> ".webp";
            case 'G' -> ".gif";
            case 'B' -> ".bmp";
            default -> ".tif";
        };
    }
}
