package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a data folder for one supervisor. The operating system lets go of it when the process ends, however it does. */
final class StackLock implements AutoCloseable {
    private final FileChannel file;

    private StackLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the folder.
     *
     * @throws CommandException if another supervisor has it
     */
    static StackLock take(DataFolder folder) {
        try {
            return tryTake(folder)
                    .orElseThrow(
                            () -> new CommandException(
                                    "A stack is already up in " + folder.root()
                                            + ". 'afterimage status' shows it, 'afterimage down' stops it; --data names another folder."));
        } catch (IOException e) {
            throw new CommandException("Cannot lock " + folder.lock() + ": " + DataFolder.reason(e));
        }
    }

    private static Optional<StackLock> tryTake(DataFolder folder) throws IOException {
        FileChannel file = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (held(file) != null) {
                return Optional.of(new StackLock(file));
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        return Optional.empty();
    }

    private static @Nullable FileLock held(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
