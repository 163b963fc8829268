package io.afterimage.cli.feed;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.output.Progress;
import io.afterimage.events.v1.ImageEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends images: makes one at a time, and each at its time. For one thread. */
final class FeedRun {
    private final Output output;
    private final Interruption interruption;
    private final Consumer<ImageEvent> sent;
    private final Optional<Pace> pace;
    private final Optional<FolderLabels> labels;

    private long delivered;
    private long refused;

    /**
     * @param sent is told of each event before it is sent
     * @param pace when each is due; empty: at once
     * @param labels says what each shows; empty: nobody does
     */
    FeedRun(
            Output output,
            Interruption interruption,
            Consumer<ImageEvent> sent,
            Optional<Pace> pace,
            Optional<FolderLabels> labels) {
        this.output = output;
        this.interruption = interruption;
        this.sent = sent;
        this.pace = pace;
        this.labels = labels;
    }

    /**
     * How a run ended.
     *
     * @param delivered images that the brokers took
     * @param refused files that could not be read or are too large
     * @param failed images that the brokers did not take
     * @param failure why the first of those was not taken
     */
    record Result(long delivered, long refused, long failed, Optional<Exception> failure) {}

    /** Sends until all is sent, a delivery fails or the user interrupts, and waits for what is queued. */
    Result send(ImageSender sender, Pictures pictures) {
        try (Progress progress = new Progress(output, "Sent", pictures.count())) {
            while (pictures.hasNext() && goesOn(sender)) {
                waitForTurn();
                if (goesOn(sender)) {
                    sendNext(sender, pictures);
                }
                show(sender, progress);
            }
            sender.flush();
            show(sender, progress);
            labels.ifPresent(FolderLabels::flush);
        }
        return new Result(delivered, refused, sender.failed(), sender.failure());
    }

    private void waitForTurn() {
        pace.ifPresent(steady -> {
            var unused = interruption.await(steady.next(System.nanoTime()));
        });
    }

    private boolean goesOn(ImageSender sender) {
        return !interruption.requested() && sender.failed() == 0;
    }

    private void sendNext(ImageSender sender, Pictures pictures) {
        try {
            Picture picture = pictures.next();
            sent.accept(picture.event());
            labels.ifPresent(folders -> folders.sent(picture.event()));
            sender.send(picture.event(), picture.path());
        } catch (FileEvents.RefusedFileException e) {
            refused++;
            output.note("Not sent: " + Printable.clean(String.valueOf(e.getMessage())));
        }
    }

    private void show(ImageSender sender, Progress progress) {
        sender.drain(this::delivered);
        progress.show(delivered);
    }

    private void delivered(ImageSender.Delivered image) {
        delivered++;
        labels.ifPresent(folders -> folders.delivered(image));
        if (output.json()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("id", image.id());
            fields.put("path", image.file().toString());
            fields.put("source", image.source());
            if (labels.isPresent()) {
                FolderLabels.of(image.file()).ifPresent(label -> fields.put("label", label));
            }
            output.result(fields, "");
        }
    }
}
