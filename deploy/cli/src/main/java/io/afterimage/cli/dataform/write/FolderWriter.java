package io.afterimage.cli.dataform.write;

import io.afterimage.cli.dataform.Manifest;
import io.afterimage.cli.output.Output;
import io.afterimage.events.v1.Example;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder for each class, and a manifest that says the rest. */
final class FolderWriter implements ExampleWriter {
    private static final int LONGEST_NAME = 60;

    private final Path folder;
    private final BufferedWriter manifest;
    private final Map<String, String> folders = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    FolderWriter(Path folder) throws IOException {
        this.folder = folder;
        this.manifest = Files.newBufferedWriter(folder.resolve(Manifest.NAME));
    }

    @Override
    public Optional<String> write(String sha256, Example example) throws IOException {
        String name = folderOf(example.getLabel());
        Path file = ImageFiles.write(folder.resolve(name), sha256, example);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", name + "/" + file.getFileName());
        fields.putAll(ExampleView.fields(sha256, example));
        manifest.write(Output.write(fields));
        manifest.newLine();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        manifest.close();
    }

    /** A name that is the same on any file system and leads nowhere else; the manifest has the class as it is. */
    private String folderOf(String label) {
        return folders.computeIfAbsent(label, unknown -> {
            String plain = label.replaceAll("[^\\p{L}\\p{N} _-]", "_").strip();
            String name = plain.isEmpty() ? "_" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
            String free = name;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = name + "-" + i;
            }
            return free;
        });
    }
}
