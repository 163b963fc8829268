package io.afterimage.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSelectionTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : List.of("b/2.JPG", "b/1.png", "a.heic", "notes.txt", "b/c/3.webp", ".hidden/x.jpg.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[] {1});
        }
        Files.write(folder.resolve("camera"), PNG);
        Files.write(folder.resolve(".thumbnail.jpg"), PNG);
    }

    @Test
    void aFolderGivesWhatLooksLikeAnImageByNameOrSignatureSorted() {
        FileSelection selection = FileSelection.of(List.of(folder.toString()));

        assertThat(names(selection.files())).containsExactly("a.heic", "b/1.png", "b/2.JPG", "b/c/3.webp", "camera");
        assertThat(names(selection.skipped()))
                .containsExactlyInAnyOrder("notes.txt", ".hidden/x.jpg.txt", ".thumbnail.jpg");
        assertThat(selection.problems()).isEmpty();
    }

    @Test
    void aNamedFileIsTakenAsItIs() {
        FileSelection selection =
                FileSelection.of(List.of(text("notes.txt"), text(".thumbnail.jpg"), text("nothing.jpg")));

        assertThat(names(selection.files())).containsExactly("notes.txt", ".thumbnail.jpg");
        assertThat(selection.problems()).containsExactly(text("nothing.jpg") + ": no such file or folder");
    }

    @Test
    void aGlobIsExpandedAndTwoStarsCrossAnyNumberOfFolders() {
        assertThat(globbed("*.{heic,txt}")).containsExactly("a.heic", "notes.txt");
        assertThat(globbed("b/[12].*")).containsExactly("b/1.png", "b/2.JPG");
        assertThat(globbed("**/*.{heic,png,webp}")).containsExactly("a.heic", "b/1.png", "b/c/3.webp");
        assertThat(globbed("b/**/*.webp")).containsExactly("b/c/3.webp");
    }

    @Test
    void aGlobThatMatchesNothingOrIsNoneIsSaid() {
        FileSelection selection = FileSelection.of(List.of(text("*.gif"), text("[.jpg"), text("no/such/*.jpg")));

        assertThat(selection.files()).isEmpty();
        assertThat(selection.problems()).hasSize(3);
        assertThat(selection.problems().get(0)).endsWith(": matches no file");
        assertThat(selection.problems().get(1)).contains(": not a pattern: ");
    }

    @Test
    void aNameWithAGlobsCharactersThatExistsIsThatFile() throws IOException {
        Files.write(folder.resolve("x[1].jpg"), PNG);

        FileSelection selection = FileSelection.of(List.of(text("x[1].jpg")));

        assertThat(names(selection.files())).containsExactly("x[1].jpg");
    }

    @Test
    void aLinkBackIntoTheFolderIsNoLoop() throws IOException {
        Files.createSymbolicLink(folder.resolve("b/again"), folder);

        FileSelection selection = FileSelection.of(List.of(folder.toString()));

        assertThat(selection.files()).hasSize(5);
    }

    private List<String> globbed(String pattern) {
        FileSelection selection = FileSelection.of(List.of(text(pattern)));
        assertThat(selection.problems()).isEmpty();
        return names(selection.files());
    }

    private String text(String name) {
        return folder + "/" + name;
    }

    private List<String> names(List<Path> files) {
        return files.stream().map(file -> folder.relativize(file).toString()).toList();
    }
}
