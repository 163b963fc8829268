package io.afterimage.cli.examples;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.dataform.Labelled;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageCompactor;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Takes labelled images, one at a time: checks that they decode, stores them and says what they show. For one thread. */
final class ExampleImport implements AutoCloseable {
    private static final String IMPORT = "import";

    private final SaidBefore before;
    private final Store store;
    private final FeedbackSender sender;
    private final String person;
    private final ImageCompactor compactor = new ImageCompactor(ImageLimits.DEFAULTS);
    /** Those of this import, by hash. */
    private final Map<String, First> taken = new HashMap<>();

    /** Where an image was met first, and what it shows there. */
    private record First(String where, String label) {}

    ExampleImport(SaidBefore before, Store store, FeedbackSender sender, String person) {
        this.before = before;
        this.store = store;
        this.sender = sender;
        this.person = person;
    }

    /** Takes an image and enters what became of it. */
    void take(Labelled image, ImportTable table) {
        String sha256 = Sha256.hex(image.bytes());
        First first = taken.putIfAbsent(sha256, new First(image.where(), image.label()));
        if (first != null) {
            if (first.label().equals(image.label())) {
                table.duplicate(image);
            } else {
                table.contradicting(image, first.where());
            }
        } else if (before.holds(sha256, image.label()) || before.holds(image.original(), image.label())) {
            table.already(image);
        } else {
            send(image, before.knows(image.original()) ? image.original() : sha256, table);
        }
    }

    @Override
    public void close() {
        compactor.close();
    }

    /** @param named hash that the image is known by: a small copy of one that was imported before is not another image */
    private void send(Labelled image, String named, ImportTable table) {
        if (compactor.compact(image.bytes()) instanceof CompactImage.Rejected rejected) {
            table.undecodable(image, rejected.rejection());
            return;
        }
        try {
            store.put(Store.Kind.IMAGE, image.bytes());
        } catch (IOException e) {
            throw new CommandException("The store cannot take " + image.where() + ": " + e.getMessage()
                    + ". Call it again once it can: what is there is left out.");
        }
        sender.send(Feedback.newBuilder()
                .setImageId(UuidCreator.getTimeOrderedEpoch().toString())
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(named)))
                .setSource(ImageEvents.isSource(image.source()) ? image.source() : IMPORT)
                .setTrueClass(image.label())
                .setPerson(person)
                .setGivenAt(Times.timestamp(Instant.now()))
                .build());
        before.add(named, image.label());
        table.imported(image);
    }
}
