package io.afterimage.cli.examples;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageCompactor;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Takes labelled files, one at a time: checks that they decode, stores them and says what they show. For one thread. */
final class ExampleImport implements AutoCloseable {
    private final SaidBefore before;
    private final Store store;
    private final FeedbackSender sender;
    private final String person;
    private final ImageCompactor compactor = new ImageCompactor(ImageLimits.DEFAULTS);
    /** Those of this import, by hash. */
    private final Map<String, LabelledFile> taken = new HashMap<>();

    ExampleImport(SaidBefore before, Store store, FeedbackSender sender, String person) {
        this.before = before;
        this.store = store;
        this.sender = sender;
        this.person = person;
    }

    /** Takes a file and enters what became of it. */
    void take(LabelledFile file, ImportTable table) {
        byte[] bytes;
        try {
            bytes = read(file.file());
        } catch (IOException e) {
            table.undecodable(file, "it cannot be read");
            return;
        }
        String sha256 = Sha256.hex(bytes);
        LabelledFile first = taken.putIfAbsent(sha256, file);
        if (first != null) {
            if (first.label().equals(file.label())) {
                table.duplicate(file);
            } else {
                table.contradicting(file, first);
            }
        } else if (before.holds(sha256, file.label()) || before.holds(file.original(), file.label())) {
            table.already(file);
        } else {
            send(file, bytes, sha256, table);
        }
    }

    @Override
    public void close() {
        compactor.close();
    }

    private void send(LabelledFile file, byte[] bytes, String sha256, ImportTable table) {
        if (compactor.compact(bytes) instanceof CompactImage.Rejected rejected) {
            table.undecodable(
                    file,
                    rejected.rejection().reason() + ", " + rejected.rejection().detail());
            return;
        }
        try {
            store.put(Store.Kind.IMAGE, bytes);
        } catch (IOException e) {
            throw new CommandException("The store cannot take " + file.file() + ": " + e.getMessage()
                    + ". Call it again once it can: what is there is left out.");
        }
        sender.send(Feedback.newBuilder()
                .setImageId(UuidCreator.getTimeOrderedEpoch().toString())
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                .setSource(file.source())
                .setTrueClass(file.label())
                .setPerson(person)
                .setGivenAt(Times.timestamp(Instant.now()))
                .build());
        before.add(sha256, file.label());
        table.imported(file);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ImageLimits.DEFAULTS.encodedBytes() + 1);
        }
    }
}
