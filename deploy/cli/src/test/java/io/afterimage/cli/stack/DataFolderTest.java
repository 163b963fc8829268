package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void onlyItsOwnerMayLookInside(@TempDir Path parent) throws Exception {
        Path root = Files.createDirectory(parent.resolve("data"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataFolder folder = DataFolder.open(root);

        assertThat(permissions(root)).isEqualTo("rwx------");
        assertThat(permissions(folder.drawKey())).isEqualTo("rw-------");
    }

    @Test
    void theDrawKeyStaysTheSame(@TempDir Path root) throws Exception {
        byte[] key = Files.readAllBytes(DataFolder.open(root).drawKey());

        assertThat(Files.readAllBytes(DataFolder.open(root).drawKey()))
                .hasSize(32)
                .isEqualTo(key);
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAsItIs(@TempDir Path parent) throws Exception {
        Path home = Files.createDirectory(parent.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> DataFolder.open(home))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot use " + home + " as data folder: it holds other files");
        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
        assertThat(home).isDirectoryNotContaining("glob:**broker");
    }

    @Test
    void aFileInTheWayIsSaidInOneLine(@TempDir Path parent) throws Exception {
        Path file = Files.writeString(parent.resolve("data"), "no folder");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot use " + file + " as data folder: ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aSecondSupervisorIsRefused(@TempDir Path root) throws Exception {
        DataFolder folder = DataFolder.open(root);
        try (StackLock lock = StackLock.take(folder)) {
            assertThatThrownBy(() -> StackLock.take(folder))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("A stack is already up in " + root);
        }
        StackLock.take(folder).close();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
