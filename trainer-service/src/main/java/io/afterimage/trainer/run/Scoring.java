package io.afterimage.trainer.run;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.image.DecodeResult.Decoded;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.Progress;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Has models score test examples, as they would serve them. Examples that cannot be decoded are left out. */
final class Scoring {
    private static final int PART = 64;
    private static final long END_SECONDS = 30;

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
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                return scores(session, pool);
            } finally {
                // Nothing may run in a session that closes.
                end(pool);
            }
        } catch (ModelRejectedException e) {
            throw new IOException("a model cannot be scored: " + e.getMessage(), e);
        }
    }

    /** The scores of examples that another model has scored too: an image may be gone by the time of the second. */
    static ModelScores common(ModelScores scores, ModelScores other) {
        Set<String> scored = other.scores().stream().map(TestScore::sha256).collect(Collectors.toSet());
        return new ModelScores(
                scores.version(),
                scores.labels(),
                scores.scores().stream()
                        .filter(score -> scored.contains(score.sha256()))
                        .toList());
    }

    private static void end(ExecutorService pool) throws InterruptedException, IOException {
        pool.shutdownNow();
        if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the threads that score images do not end");
        }
    }

    private ModelScores scores(ModelSession session, ExecutorService pool) throws IOException, InterruptedException {
        List<Future<List<TestScore>>> parts = new ArrayList<>();
        List<SnapshotEntry> entries = test.entries();
        for (int from = 0; from < entries.size(); from += PART) {
            List<SnapshotEntry> part = entries.subList(from, Math.min(entries.size(), from + PART));
            Callable<List<TestScore>> task = () -> part(session, part);
            parts.add(pool.submit(task));
        }
        List<TestScore> scores = new ArrayList<>();
        for (Future<List<TestScore>> part : parts) {
            try {
                scores.addAll(part.get());
            } catch (ExecutionException e) {
                throw new IOException("a model cannot be scored: " + e.getMessage(), e);
            }
            listener.progress(
                    new Progress(Stage.SCORES, Math.min(entries.size(), scores.size()), entries.size(), null));
        }
        return new ModelScores(session.model().version(), session.model().labels(), scores);
    }

    private static List<TestScore> part(ModelSession session, List<SnapshotEntry> entries)
            throws IOException, RunFailedException {
        List<TestScore> scores = new ArrayList<>();
        ByteBuffer pixels = ByteBuffer.allocateDirect(session.model().geometry().bytes());
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (SnapshotEntry entry : entries) {
                score(session, decoder, entry, pixels).ifPresent(scores::add);
            }
        }
        return scores;
    }

    private static Optional<TestScore> score(
            ModelSession session, ImageDecoder decoder, SnapshotEntry entry, ByteBuffer pixels)
            throws IOException, RunFailedException {
        if (Files.notExists(entry.image())) {
            return Optional.empty();
        }
        byte[] image = Files.readAllBytes(entry.image());
        if (!(decoder.decode(image, 0, image.length, session.model().geometry(), pixels.clear()) instanceof Decoded)) {
            return Optional.empty();
        }
        float[] said = session.run(pixels, 1).probabilities(0);
        double[] probabilities = new double[said.length];
        for (int i = 0; i < said.length; i++) {
            probabilities[i] = said[i];
        }
        return Optional.of(new TestScore(entry.sha256(), entry.group(), entry.label(), probabilities));
    }
}
