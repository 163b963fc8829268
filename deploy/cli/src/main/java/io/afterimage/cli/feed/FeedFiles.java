package io.afterimage.cli.feed;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.events.ClassNames;
import java.nio.file.Path;
import java.util.List;

/**
 * The files to send.
 *
 * @param whole whether they are all that was asked for
 */
record FeedFiles(List<Path> files, boolean whole) {
    /**
     * Finds them, and says what is left out.
     *
     * @param labelled whether each folder must be called as a class may be
     * @throws CommandException if there are none
     */
    static FeedFiles in(List<String> paths, boolean labelled, Output output) {
        FileSelection selection = FileSelection.of(paths);
        selection.problems().forEach(problem -> output.note("Not sent: " + Printable.clean(problem)));
        List<Path> skipped = selection.skipped();
        if (!skipped.isEmpty()) {
            output.note("Left out " + skipped.size() + " that are hidden or do not look like images, such as "
                    + Printable.clean(skipped.get(0).toString()) + ". Name a file to send it all the same.");
        }
        if (selection.files().isEmpty()) {
            throw new CommandException("No images found in " + Printable.clean(String.join(", ", paths)) + ".");
        }
        List<Path> files = labelled ? inNamedFolders(selection.files(), output) : selection.files();
        return new FeedFiles(
                files,
                selection.problems().isEmpty()
                        && files.size() == selection.files().size());
    }

    private static List<Path> inNamedFolders(List<Path> files, Output output) {
        List<Path> named =
                files.stream().filter(file -> FolderLabels.of(file).isPresent()).toList();
        if (named.size() < files.size()) {
            output.note("Not sent: " + (files.size() - named.size())
                    + " in folders whose names no class may have: 1 to " + ClassNames.LONGEST
                    + " characters, and no invisible ones.");
        }
        return named;
    }
}
