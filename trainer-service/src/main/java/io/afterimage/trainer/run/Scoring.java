package io.afterimage.trainer.run;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Scorer;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** Has models score test examples. Examples that cannot be decoded, or whose image is gone by then, are left out. */
final class Scoring {
    private static final int PART = 64;

    private final Snapshot test;
    private final int threads;
    private final Progress.Listener listener;

    Scoring(Snapshot test, int threads, Progress.Listener listener) {
        this.test = test;
        this.threads = threads;
        this.listener = listener;
    }

    /** @throws IOException if the model cannot be run */
    ModelScores of(byte[] file) throws IOException, InterruptedException {
        try (Scorer scorer = Scorer.open(file, threads, ImageLimits.DEFAULTS)) {
            int done = 0;
            for (SnapshotEntry entry : test.entries()) {
                score(scorer, entry);
                if (++done % PART == 0) {
                    tell(done);
                }
            }
            ModelScores scores = scorer.scores();
            tell(test.entries().size());
            return scores;
        } catch (ModelRejectedException | RunFailedException e) {
            throw new IOException("a model cannot be scored: " + e.getMessage(), e);
        }
    }

    private static void score(Scorer scorer, SnapshotEntry entry) throws IOException, InterruptedException {
        byte[] image;
        try {
            image = Files.readAllBytes(entry.image());
        } catch (NoSuchFileException e) {
            return;
        }
        scorer.score(entry.sha256(), entry.group(), entry.label(), image);
    }

    private void tell(int done) {
        listener.progress(new Progress(Stage.SCORES, done, test.entries().size(), null));
    }
}
