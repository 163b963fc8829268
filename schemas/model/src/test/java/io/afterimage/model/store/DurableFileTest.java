package io.afterimage.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileTakesThePlaceOfTheOneBefore() throws IOException {
        Path file = folder.resolve("note");
        Files.writeString(folder.resolve("note.part"), "left by one that was killed, and longer");
        DurableFile.write(file, bytes("first"));
        DurableFile.write(file, bytes("second"));
        assertThat(file).hasContent("second");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
    }

    /** One takes no byte; the other takes all, but says that it cannot keep them. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/dev/null"})
    @EnabledOnOs(OS.LINUX)
    void whatDoesNotReachTheDiskLeavesTheOneBefore(String disk) throws IOException {
        Path file = folder.resolve("note");
        DurableFile.write(file, bytes("first"));
        Files.createSymbolicLink(folder.resolve("note.part"), Path.of(disk));
        assertThatThrownBy(() -> DurableFile.write(file, bytes("second"))).isInstanceOf(IOException.class);
        assertThat(file).hasContent("first");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
