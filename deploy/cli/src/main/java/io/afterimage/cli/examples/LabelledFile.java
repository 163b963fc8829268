package io.afterimage.cli.examples;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.feed.FileSelection;
import io.afterimage.events.ClassNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file that shows a class.
 *
 * @param label tidy
 * @param source where the image comes from
 * @param original hash of the image that the file was made from; empty where it is not known
 */
record LabelledFile(Path file, String label, String source, String original) {
    private static final String IMPORT = "import";

    /**
     * All images in a folder's folders, in order.
     *
     * @param problems takes a line for each that cannot be taken
     */
    static List<LabelledFile> in(Path folder, Manifest manifest, Consumer<String> problems) {
        List<LabelledFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path entry : all.sorted().toList()) {
                if (Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".")) {
                    addAll(entry, manifest, problems, files);
                } else if (!entry.getFileName().toString().equals(Manifest.NAME)) {
                    problems.accept(entry + ": it is in no class's folder");
                }
            }
        } catch (IOException e) {
            throw new CommandException("Cannot read " + folder + ": " + e.getMessage());
        }
        return files;
    }

    private static void addAll(Path folder, Manifest manifest, Consumer<String> problems, List<LabelledFile> files) {
        FileSelection selection = FileSelection.of(List.of(folder.toString()));
        selection.problems().forEach(problems);
        selection.skipped().forEach(file -> problems.accept(file + ": hidden, or it does not look like an image"));
        for (Path file : selection.files()) {
            String named = manifest.of(file)
                    .map(Manifest.Entry::label)
                    .filter(label -> !label.isEmpty())
                    .orElse(folder.getFileName().toString());
            Optional<String> label = ClassNames.tidy(named);
            if (label.isEmpty()) {
                problems.accept(file + ": no class may be called so");
            } else {
                String original = manifest.of(file).map(Manifest.Entry::sha256).orElse("");
                files.add(new LabelledFile(file, label.get(), manifest.source(file, IMPORT), original));
            }
        }
    }
}
