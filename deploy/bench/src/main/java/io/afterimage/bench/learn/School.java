package io.afterimage.bench.learn;

import io.afterimage.events.v1.Side;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Scorer;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What trainings without Kafka have in common: photos as examples, the model to begin with, and the examination. */
final class School {
    private School() {}

    /** A photo as an example, on the side that a split gives it. */
    static SnapshotEntry entry(LabelledPhoto photo, long split) {
        Side side =
                switch (photo.part(split)) {
                    case TEST -> Side.TEST;
                    case VALIDATION -> Side.VALIDATION;
                    case TRAIN -> Side.TRAIN;
                };
        return new SnapshotEntry(
                photo.sha256(), photo.file(), photo.label(), "bench", photo.group(), side, Instant.EPOCH);
    }

    /**
     * The package to begin with.
     *
     * @param model file; empty for none
     * @param labels file of its classes; empty where it is a package already
     */
    static byte @Nullable [] parent(String model, String labels, String preset)
            throws IOException, ModelRejectedException {
        if (model.isEmpty()) {
            return null;
        }
        byte[] file = Files.readAllBytes(Path.of(model));
        return labels.isEmpty()
                ? file
                : ModelImporter.importModel(
                        file,
                        Files.readAllLines(Path.of(labels)),
                        ImportOptions.of(Preset.valueOf(preset.toUpperCase(Locale.ROOT))));
    }

    /** What a package says of the test side. */
    static ModelScores examine(byte[] file, Snapshot snapshot, int threads)
            throws IOException, ModelRejectedException, RunFailedException, InterruptedException {
        try (Scorer scorer = Scorer.open(file, threads, ImageLimits.DEFAULTS)) {
            for (SnapshotEntry entry : snapshot.entries()) {
                if (entry.side() == Side.TEST) {
                    scorer.score(entry.sha256(), entry.group(), entry.label(), Files.readAllBytes(entry.image()));
                }
            }
            return scorer.scores();
        }
    }

    /** The share that is right; NaN if there are none. */
    static double accuracy(ModelScores scores) {
        return scores.scores().stream()
                .mapToDouble(score -> scores.labels().get(best(score)).equals(score.trueClass()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static int best(TestScore score) {
        int best = 0;
        for (int i = 1; i < score.probabilities().length; i++) {
            best = score.probabilities()[i] > score.probabilities()[best] ? i : best;
        }
        return best;
    }
}
