package io.afterimage.cli.feed;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.dataform.ImageTypes;
import io.afterimage.events.Times;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes events of image files. What is over the inline limit goes to the store. A continuous feed's images are taken
 * as captured now, a file's otherwise when it was last changed.
 */
public final class FileEvents {
    /** Larger files are refused: no classifier would fetch them. */
    static final int LARGEST_FILE = 64 * 1024 * 1024;

    private static final int LONGEST_PATH = 900;

    private final String source;
    private final boolean continuous;
    private final Supplier<Store> store;

    public FileEvents(String source, boolean continuous, Supplier<Store> store) {
        this.source = source;
        this.continuous = continuous;
        this.store = store;
    }

    /** A file cannot be sent; the message is the reason, without the path. */
    public static final class RefusedFileException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedFileException(String message) {
            super(message);
        }
    }

    /** The event of a file, with a new id. */
    public ImageEvent of(Path file) throws RefusedFileException {
        byte[] bytes = read(file);
        ImageEvent.Builder event = ImageEvent.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setSource(source)
                .setContinuous(continuous)
                .setCapturedAt(captured(file));
        Optional<String> type = ImageTypes.byExtension(file).or(() -> ImageTypes.bySignature(bytes));
        type.ifPresent(event::setMediaType);
        if (file.toString().length() <= LONGEST_PATH) {
            event.putAttributes("path", file.toString());
        }
        if (bytes.length <= Topics.INLINE_LIMIT) {
            ByteString data = UnsafeByteOperations.unsafeWrap(bytes);
            return event.setData(data).build();
        }
        return event.setStoreKey(stored(bytes)).build();
    }

    private static byte[] read(Path file) throws RefusedFileException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RefusedFileException("not a file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_FILE + 1);
        } catch (NoSuchFileException e) {
            throw new RefusedFileException("no such file");
        } catch (IOException e) {
            throw new RefusedFileException("cannot be read");
        }
        if (bytes.length > LARGEST_FILE) {
            throw new RefusedFileException("over " + LARGEST_FILE / 1024 / 1024 + " MiB");
        }
        return bytes;
    }

    private String stored(byte[] bytes) throws RefusedFileException {
        String why = "over " + Topics.INLINE_LIMIT / 1024 + " KiB, and the store cannot take it: ";
        try {
            return store.get().put(Store.Kind.IMAGE, bytes);
        } catch (IOException | CommandException e) {
            throw new RefusedFileException(why + e.getMessage());
        }
    }

    private Timestamp captured(Path file) throws RefusedFileException {
        try {
            Instant at =
                    continuous ? Instant.now() : Files.getLastModifiedTime(file).toInstant();
            return Times.timestamp(at);
        } catch (IOException e) {
            throw new RefusedFileException("cannot be read");
        }
    }
}
