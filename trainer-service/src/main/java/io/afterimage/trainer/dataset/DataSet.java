package io.afterimage.trainer.dataset;

import com.google.protobuf.ByteString;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data set on disk: an image file for each example, a journal of what is known of them, and how far the topic was read;
 * restored when it is opened. {@link DataSetReader} brings changes. Safe for many threads: all state is guarded by this.
 */
public final class DataSet {
    private final Path folder;
    private final DataFiles images;
    private final Journal journal;
    private final Map<String, Known> examples = new HashMap<>();
    private Positions positions;

    private DataSet(Path folder, String topicUuid) throws IOException {
        this.folder = Files.createDirectories(folder);
        images = new DataFiles(folder.resolve("images"));
        journal = new Journal(folder.resolve("entries"));
        positions = new Positions(topicUuid, Map.of());
    }

    /**
     * Opens what is there of this topic; what is of another one, or not whole, is deleted and read from the topic again.
     *
     * @param folder is made if it is missing; nobody else writes there
     * @param topicUuid Kafka's id of the examples topic as it is now
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static DataSet open(Path folder, String topicUuid) {
        try {
            DataSet opened = new DataSet(folder, topicUuid);
            if (!opened.restore()) {
                DataFiles.deleteAll(folder);
                return new DataSet(folder, topicUuid);
            }
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data set's folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A change, and where on the topic it was read. {@code example} is null where the example is gone. */
    record Change(
            String sha256,
            int partition,
            long offset,
            @Nullable Example example) {}

    /** What is known of an image, without its bytes, in the data set or kept out of it. */
    public synchronized Optional<Example> find(String sha256) {
        return Optional.ofNullable(examples.get(sha256)).map(Known::example);
    }

    /** The image of an example that {@link #find} finds. */
    public byte[] image(String sha256) {
        try {
            return images.read(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("The data set has lost an image: " + e.getMessage(), e);
        }
    }

    /** All that is known, without images, in the data set or kept out of it. */
    public synchronized Collection<Example> all() {
        return examples.values().stream().map(Known::example).toList();
    }

    /** What it holds, in numbers. */
    public ExampleCounts counts() {
        return ExampleCounts.of(all());
    }

    /**
     * The data set as it is now, frozen. The files stay where they are; the one of an example that is taken back goes when
     * that is read.
     */
    public Snapshot snapshot() {
        Collection<Example> all;
        Positions read;
        synchronized (this) {
            all = all();
            read = positions;
        }
        Map<String, Instant> firsts = firsts(all);
        return Snapshot.of(
                all.stream()
                        .filter(DataSet::isUsed)
                        .map(example -> entry(example, firsts))
                        .toList(),
                read);
    }

    /** When each group was first seen, by an image that may be kept out by now. */
    private static Map<String, Instant> firsts(Collection<Example> all) {
        Map<String, Instant> firsts = new HashMap<>();
        for (Example example : all) {
            firsts.merge(example.getGroup(), firstSeen(example), (one, other) -> one.isBefore(other) ? one : other);
        }
        return firsts;
    }

    private static Instant firstSeen(Example example) {
        return Times.instant(example.hasFirstSeenAt() ? example.getFirstSeenAt() : example.getCreatedAt());
    }

    /**
     * What a run would learn from that was read after this, however old it is; the test side is no reason for one. Freezes
     * nothing.
     */
    public synchronized NewLabels since(Positions used) {
        int count = 0;
        Instant oldest = null;
        for (Known known : examples.values()) {
            Example example = known.example();
            boolean isNew = !used.include(positions.topicUuid(), known.partition(), known.offset());
            if (isNew && isUsed(example) && example.getSide() != Side.TEST) {
                Instant made = Times.instant(example.getCreatedAt());
                count++;
                oldest = oldest == null || made.isBefore(oldest) ? made : oldest;
            }
        }
        return new NewLabels(count, oldest);
    }

    private static boolean isUsed(Example example) {
        return ExampleCounts.isIn(example) && example.getSide() != Side.SIDE_UNSPECIFIED;
    }

    /** How far the topic was read. */
    synchronized Positions positions() {
        return positions;
    }

    /** Takes changes, and how far they lead; the files first, so that a kill in between only has them read again. */
    synchronized void take(List<Change> changes, Positions next) throws IOException {
        List<Known> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(take(change));
        }
        journal.append(lines);
        next.write(positionsFile());
        positions = next;
    }

    private Known take(Change change) throws IOException {
        Example example = change.example();
        if (example == null) {
            examples.remove(change.sha256());
            images.delete(change.sha256());
            return new Known(gone(change.sha256()), change.partition(), change.offset());
        }
        images.write(change.sha256(), example.getImage().toByteArray());
        Known read = new Known(example.toBuilder().clearImage().build(), change.partition(), change.offset());
        Known before = examples.get(change.sha256());
        Known now = before == null ? read : before.with(read);
        examples.put(change.sha256(), now);
        return now;
    }

    /** As the journal says it. */
    private static Example gone(String sha256) {
        return Example.newBuilder()
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                .build();
    }

    /** Whether all that should be there is. */
    private boolean restore() throws IOException {
        Optional<Positions> read = Positions.read(positionsFile());
        if (read.isEmpty() || !read.get().topicUuid().equals(positions.topicUuid())) {
            return false;
        }
        Map<String, Known> known = journal.read();
        for (String sha256 : known.keySet()) {
            if (!images.has(sha256)) {
                return false;
            }
        }
        images.keepOnly(known::containsKey);
        journal.rewrite(known.values());
        examples.putAll(known);
        positions = read.get();
        return true;
    }

    private SnapshotEntry entry(Example example, Map<String, Instant> firsts) {
        String sha256 = HexFormat.of().formatHex(example.getSha256().toByteArray());
        return new SnapshotEntry(
                sha256,
                images.of(sha256),
                example.getLabel(),
                example.getSource(),
                example.getGroup(),
                example.getSide(),
                firsts.getOrDefault(example.getGroup(), firstSeen(example)));
    }

    private Path positionsFile() {
        return folder.resolve("read-to.json");
    }
}
