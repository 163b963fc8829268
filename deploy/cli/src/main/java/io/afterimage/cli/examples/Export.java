package io.afterimage.cli.examples;

import io.afterimage.cli.dataform.write.ExampleWriter;
import io.afterimage.cli.dataform.write.ExportForm;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.output.Progress;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.v1.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the data set once, and says how that went. For one thread. */
final class Export {
    private static final int MOST_LINES = 20;

    private final ExampleTopic topic;
    private final ExportForm form;
    private final OptionalInt side;
    private final Path target;
    private final Output output;
    private final Set<String> classes = new HashSet<>();
    private int written;
    private int leftOut;

    /** @param target what people called it */
    Export(ExampleTopic topic, ExportForm form, OptionalInt side, Path target, Output output) {
        this.topic = topic;
        this.form = form;
        this.side = side;
        this.target = target;
        this.output = output;
    }

    void into(Path folder) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        topic.latest().forEach((sha256, example) -> {
            if (ExampleCounts.isIn(example)) {
                labels.put(sha256, example.getLabel());
            }
        });
        try (ExampleWriter writer = form.writer(folder, new TreeSet<>(labels.values()), side);
                Progress progress = new Progress(output, "Written", labels.size())) {
            topic.forEachLatest((sha256, example) -> {
                // A class that came meanwhile has no number: it is for the next export.
                if (example.getLabel().equals(labels.get(sha256))
                        && !example.getImage().isEmpty()) {
                    write(sha256, example, writer);
                    progress.show(written);
                }
            });
        }
    }

    /** Says what is written, and whether that is all. */
    boolean report() {
        if (leftOut > MOST_LINES) {
            output.note("… and " + (leftOut - MOST_LINES) + " more");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("examples", written);
        fields.put("left_out", leftOut);
        fields.put("classes", classes.size());
        fields.put("path", target.toString());
        output.result(
                fields,
                "Wrote " + written + " examples of " + classes.size() + " classes to " + target
                        + (leftOut == 0 ? "" : "; " + leftOut + " do not fit into this form"));
        return leftOut == 0;
    }

    private void write(String sha256, Example example, ExampleWriter writer) {
        try {
            Optional<String> unfit = writer.write(sha256, example);
            if (unfit.isEmpty()) {
                written++;
                classes.add(example.getLabel());
            } else if (++leftOut <= MOST_LINES) {
                output.note(Printable.clean("Left out: " + sha256 + " (" + example.getLabel() + "): " + unfit.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
