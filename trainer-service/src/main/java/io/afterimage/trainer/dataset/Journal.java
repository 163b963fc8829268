package io.afterimage.trainer.dataset;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each example, without its image, as a file to which changes are added: length-delimited {@link Example}
 * messages, of which the last of a hash counts. One without votes and label says that the example is gone.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    /** All examples, by hash. A last message that was cut off is passed over. */
    Map<String, Example> read() throws IOException {
        Map<String, Example> examples = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return examples;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (Example next = Example.parseDelimitedFrom(in); next != null; next = Example.parseDelimitedFrom(in)) {
                apply(examples, next);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("The end of {} is cut off, as by a kill, and is read from the topic again", file);
        }
        return examples;
    }

    /** Adds changes. They are on the disk when this returns: what is written afterwards may rely on them. */
    void append(Collection<Example> changes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            for (Example change : changes) {
                change.writeDelimitedTo(out);
            }
            out.flush();
            channel.force(true);
        }
    }

    /** Writes only what counts, whole or not at all. */
    void rewrite(Collection<Example> examples) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        new Journal(partial).append(examples);
        if (examples.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The message that says that an example is gone. */
    static Example gone(String sha256) {
        return Example.newBuilder()
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                .build();
    }

    private static void apply(Map<String, Example> examples, Example change) {
        String sha256 = HexFormat.of().formatHex(change.getSha256().toByteArray());
        if (change.getLabel().isEmpty() && change.getVotesCount() == 0) {
            examples.remove(sha256);
        } else {
            examples.put(sha256, change);
        }
    }
}
