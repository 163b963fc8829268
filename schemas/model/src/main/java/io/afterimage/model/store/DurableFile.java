package io.afterimage.model.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Files that outlive a machine without power: first their bytes reach the disk, then their name does. On local disks. */
public final class DurableFile {
    private DurableFile() {}

    /**
     * Writes a file in place of an earlier one, whole or not at all; on the disk when this returns.
     *
     * @throws IOException if the disk is full or fails; if that came last, the new file may be there all the same
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceName(file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Waits until a file's name is on the disk: its folder holds that. */
    static void forceName(Path file) throws IOException {
        force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** Waits until what a file or folder holds is on the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
