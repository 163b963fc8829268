package io.afterimage.classifier.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The suspects on disk, a line of text each: partition, offset, time received in Unix milliseconds, deaths, deaths
 * alone, stage, time seen. Whoever uses it holds the folder's lock.
 */
final class SuspectFile {
    private static final Logger LOG = LoggerFactory.getLogger(SuspectFile.class);
    private static final int LARGEST = 1 << 20;
    private static final int FIELDS = 7;

    private final Path file;

    SuspectFile(Path file) {
        this.file = file;
    }

    /** What it says; lines that are none of ours are left out with a warning. */
    SuspectList read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST);
        } catch (NoSuchFileException e) {
            return SuspectList.NONE;
        }
        List<Suspect> suspects = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            try {
                suspects.add(parse(line));
            } catch (IllegalArgumentException | DateTimeException e) {
                LOG.warn("A line of {} is ignored: it names no image", file);
            }
        }
        return SuspectList.of(suspects);
    }

    /** Replaces it; after a crash either the old or the new one is there whole. */
    void write(SuspectList suspects) throws IOException {
        String text = suspects.all().stream().map(SuspectFile::line).collect(Collectors.joining());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(Suspect suspect) {
        ImagePosition image = suspect.image();
        return image.partition() + " " + image.offset() + " " + image.receivedAt() + " " + suspect.deaths() + " "
                + suspect.deathsAlone() + " " + suspect.stage() + " " + suspect.seen() + "\n";
    }

    private static Suspect parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(fields.length + " fields");
        }
        return new Suspect(
                new ImagePosition(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                Stage.valueOf(fields[5]),
                Instant.parse(fields[6]));
    }
}
