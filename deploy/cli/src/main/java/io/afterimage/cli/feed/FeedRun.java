package io.afterimage.cli.feed;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.output.Progress;
import io.afterimage.events.v1.ImageEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends files: reads one at a time, and each at its time. For one thread. */
final class FeedRun {
    private final Output output;
    private final Interruption interruption;
    private final FileEvents events;
    private final Consumer<ImageEvent> sent;
    private final Optional<Pace> pace;
    private final Optional<FolderLabels> labels;

    private long delivered;
    private long refused;

    /**
     * @param events makes events of files
     * @param sent is told of each event before it is sent
     * @param pace when each is due; empty: at once
     * @param labels says what each shows; empty: nobody does
     */
    FeedRun(
            Output output,
            Interruption interruption,
            FileEvents events,
            Consumer<ImageEvent> sent,
            Optional<Pace> pace,
            Optional<FolderLabels> labels) {
        this.output = output;
        this.interruption = interruption;
        this.events = events;
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

    /**
     * Sends until all is sent, a delivery fails or the user interrupts, and waits for what is queued.
     *
     * @param loop whether to begin again after the last file; a refused file is not tried again
     */
    Result send(ImageSender sender, List<Path> files, boolean loop) {
        try (Progress progress = new Progress(output, "Sent", loop ? -1 : files.size())) {
            List<Path> round = files;
            do {
                round = round(sender, round, progress);
            } while (loop && goesOn(sender) && !round.isEmpty());
            sender.flush();
            show(sender, progress);
            labels.ifPresent(FolderLabels::flush);
        }
        return new Result(delivered, refused, sender.failed(), sender.failure());
    }

    /** Sends each file once and gives back those that were not refused. */
    private List<Path> round(ImageSender sender, List<Path> files, Progress progress) {
        List<Path> taken = new ArrayList<>(files.size());
        for (Path file : files) {
            waitForTurn();
            if (!goesOn(sender)) {
                break;
            }
            if (send(sender, file)) {
                taken.add(file);
            }
            show(sender, progress);
        }
        return taken;
    }

    private void waitForTurn() {
        pace.ifPresent(steady -> {
            var unused = interruption.await(steady.next(System.nanoTime()));
        });
    }

    private boolean goesOn(ImageSender sender) {
        return !interruption.requested() && sender.failed() == 0;
    }

    private boolean send(ImageSender sender, Path file) {
        try {
            ImageEvent event = events.of(file);
            sent.accept(event);
            labels.ifPresent(folders -> folders.sent(event));
            sender.send(event, file);
            return true;
        } catch (FileEvents.RefusedFileException e) {
            refused++;
            output.note("Not sent: " + Printable.clean(file + ": " + e.getMessage()));
            return false;
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
