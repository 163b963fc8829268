package io.afterimage.trainer.dataset;

import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Example;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each example, as a file to which changes are added: pairs of length-delimited messages, where it stands and
 * the {@link Example}, of which the last of a hash counts. One without votes and label says that the example is gone.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    /** All examples, by hash. A last message that was cut off is passed over. */
    Map<String, Known> read() throws IOException {
        Map<String, Known> examples = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return examples;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (Known next = next(in); next != null; next = next(in)) {
                apply(examples, next);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("The end of {} is cut off, as by a kill, and is read from the topic again", file);
        }
        return examples;
    }

    /** Adds changes. They are on the disk when this returns: what is written afterwards may rely on them. */
    void append(Collection<Known> changes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            for (Known change : changes) {
                Coordinate.newBuilder()
                        .setPartition(change.partition())
                        .setOffset(change.offset())
                        .build()
                        .writeDelimitedTo(out);
                change.example().writeDelimitedTo(out);
            }
            out.flush();
            channel.force(true);
        }
    }

    /** Writes only what counts, whole or not at all. */
    void rewrite(Collection<Known> examples) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        new Journal(partial).append(examples);
        if (examples.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Null at the end. */
    private static @Nullable Known next(InputStream in) throws IOException {
        Coordinate at = Coordinate.parseDelimitedFrom(in);
        Example example = Example.parseDelimitedFrom(in);
        return at == null || example == null ? null : new Known(example, at.getPartition(), at.getOffset());
    }

    private static void apply(Map<String, Known> examples, Known change) {
        Example example = change.example();
        String sha256 = HexFormat.of().formatHex(example.getSha256().toByteArray());
        if (example.getLabel().isEmpty() && example.getVotesCount() == 0) {
            examples.remove(sha256);
        } else {
            examples.put(sha256, change);
        }
    }
}
