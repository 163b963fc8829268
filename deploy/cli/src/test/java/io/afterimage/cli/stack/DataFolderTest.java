package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
        assertThat(permissions(folder.httpToken())).isEqualTo("rw-------");
    }

    @Test
    void theDrawKeyStaysTheSame(@TempDir Path root) throws Exception {
        byte[] key = Files.readAllBytes(DataFolder.open(root).drawKey());

        assertThat(Files.readAllBytes(DataFolder.open(root).drawKey()))
                .hasSize(32)
                .isEqualTo(key);
    }

    @Test
    void theUploadTokenIsTextThatStaysTheSame(@TempDir Path root) throws Exception {
        String token = Files.readString(DataFolder.open(root).httpToken());

        assertThat(token).matches("[A-Za-z0-9_-]{43}\\n");
        assertThat(Files.readString(DataFolder.open(root).httpToken())).isEqualTo(token);
    }

    @Test
    void theStatusSaysWhereImagesAreSentAndWhereTheTokenLies(@TempDir Path root) {
        DataFolder folder = DataFolder.open(root);
        StackStatus status = new StackStatus(
                true,
                "",
                null,
                List.of(),
                List.of(new StackStatus.Part("classifier", 1L, "http://127.0.0.1:9094", true)));

        assertThat(status.withUploads(folder).fields())
                .containsEntry("upload_url", "http://127.0.0.1:9094/v1/images")
                .containsEntry("token_file", folder.httpToken().toString());
        assertThat(status.fields()).containsEntry("upload_url", null);
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
