package io.afterimage.trainer;

import io.afterimage.events.LabelSearch;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Label;
import io.afterimage.model.image.CompactImage;
import io.afterimage.trainer.example.Compactors;
import io.afterimage.trainer.example.ExampleBook;
import io.afterimage.trainer.example.ExampleBook.NewImage;
import io.afterimage.trainer.example.ExampleMetrics;
import io.afterimage.trainer.example.ExampleWriter;
import io.afterimage.trainer.example.FeedbackReader;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.feedback.ImageFinder;
import io.afterimage.trainer.feedback.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Feedback in, examples or dead letters out, a batch at a time and each batch in one transaction: what people say is read,
 * the images are found and made small, and the votes are counted. Not a Kafka Streams topology, since near-duplicates have
 * to be found among all examples, by one place that knows them all. For one thread.
 */
public final class FeedbackToExamples {
    /** Feedback whose images are looked up in one go: events of at most 1 MB. */
    private static final int PART = 32;
    /** Originals from the store may have 64 MiB each: no more of them are held than this and one. */
    private static final long ORIGINALS_BYTES = 32 << 20;

    private final FeedbackReader reader;
    private final LabelSearch labels;
    private final ImageFinder finder;
    private final Compactors compactors;
    private final ExampleBook book;
    private final ExampleWriter writer;
    private final ExampleMetrics metrics;

    /** The stages, in the order in which feedback passes them; closed by whoever made them. */
    public FeedbackToExamples(
            FeedbackReader reader,
            LabelSearch labels,
            ImageFinder finder,
            Compactors compactors,
            ExampleBook book,
            ExampleWriter writer,
            ExampleMetrics metrics) {
        this.reader = reader;
        this.labels = labels;
        this.finder = finder;
        this.compactors = compactors;
        this.book = book;
        this.writer = writer;
        this.metrics = metrics;
    }

    /**
     * Processes a batch. After a failure nothing of it is written, and all stages have to be made anew.
     *
     * @param records in the order in which they are counted
     */
    public void process(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected = new LinkedHashMap<>();
        List<Said> all = read(records, rejected);
        List<Said> said = identify(all, rejected);
        Map<Said, Found> found = new HashMap<>();
        Map<String, CompactImage> compact = new HashMap<>();
        findAndCompact(votes(said), found, compact);
        List<ExampleBook.Effect> effects = new ArrayList<>();
        for (Said one : said) {
            take(one, found.get(one), compact.get(one.sha256()), effects, rejected);
        }
        writer.write(book.changes(), rejected, reader.offsets(), reader.group());
        book.written();
        effects.forEach(metrics::taken);
        rejected.values().forEach(why -> metrics.rejected(why.reason()));
    }

    /** A few at a time, since originals are large and what is left of them is small. */
    private void findAndCompact(List<Said> votes, Map<Said, Found> found, Map<String, CompactImage> compact) {
        List<Said> rest = votes;
        while (!rest.isEmpty()) {
            List<Said> next = rest.subList(0, Math.min(PART, rest.size()));
            Map<Said, Found> part = finder.find(next, book::knows, ORIGINALS_BYTES);
            compact.putAll(compactors.compact(bytes(part)));
            part.forEach((said, one) -> found.put(said, one instanceof Found.Image image ? image.withoutBytes() : one));
            rest = rest.subList(part.size(), rest.size());
        }
    }

    private List<Said> read(
            List<ConsumerRecord<byte[], byte[]>> records, Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected) {
        List<Said> said = new ArrayList<>();
        records.forEach(record -> reader.read(record, rejected).ifPresent(said::add));
        return said;
    }

    /** Which image a bare id means: one that people have voted on, or one that has a label. */
    private List<Said> identify(List<Said> all, Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected) {
        Set<String> bare =
                all.stream().filter(Said::bare).map(FeedbackToExamples::id).collect(Collectors.toSet());
        Map<String, Example> known = book.votedOn(bare);
        bare.removeAll(known.keySet());
        LabelSearch.Result search = labels.find(bare);
        List<Said> identified = new ArrayList<>();
        for (Said said : all) {
            Example example = known.get(id(said));
            Label label = search.labels().get(id(said));
            if (!said.bare()) {
                identified.add(said);
            } else if (example != null) {
                identified.add(
                        said.about(HexFormat.of().formatHex(example.getSha256().toByteArray())));
            } else if (label != null) {
                identified.add(said.about(label));
            } else {
                rejected.put(said.record(), unlabelled(id(said), search));
            }
        }
        return identified;
    }

    private static Rejection unlabelled(String id, LabelSearch.Result search) {
        return search.unsearched().contains(id)
                ? new Rejection(
                        RejectionReason.LABEL_SEARCH_TIMED_OUT,
                        "not all labels since then could be read in time: " + id)
                : new Rejection(RejectionReason.IMAGE_UNKNOWN, "no label of the image is kept: " + id);
    }

    /** Only these need an image. */
    private static List<Said> votes(List<Said> said) {
        return said.stream().filter(one -> !one.retracts()).toList();
    }

    private static Map<String, byte[]> bytes(Map<Said, Found> found) {
        Map<String, byte[]> bytes = new HashMap<>();
        found.forEach((said, one) -> {
            if (one instanceof Found.Image image) {
                bytes.put(said.sha256(), image.bytes());
            }
        });
        return bytes;
    }

    private void take(
            Said said,
            @Nullable Found found,
            @Nullable CompactImage compact,
            List<ExampleBook.Effect> effects,
            Map<ConsumerRecord<byte[], byte[]>, Rejection> rejected) {
        if (found instanceof Found.Missing missing) {
            rejected.put(said.record(), missing.rejection());
            return;
        }
        if (!said.retracts() && compact instanceof CompactImage.Rejected undecodable) {
            rejected.put(said.record(), undecodable.rejection());
            return;
        }
        NewImage image = found instanceof Found.Image original && compact instanceof CompactImage.Kept kept
                ? new NewImage(original, kept)
                : null;
        ExampleBook.Answer answer = book.take(said, image);
        if (answer.effect() != null) {
            effects.add(answer.effect());
        } else if (answer.rejection() != null) {
            rejected.put(said.record(), answer.rejection());
        }
    }

    private static String id(Said said) {
        return said.feedback().getImageId();
    }
}
