package io.afterimage.trainer.finetune;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What the part of a model before a cut makes of examples, computed once and kept in the cache. For one thread. */
final class FrozenFeatures implements AutoCloseable {
    private final FrozenPart part;
    private final RecordFile file;
    private final int threads;
    private final Progress.Listener listener;

    /**
     * Opens the records.
     *
     * @param tensor where the model is cut
     * @param averaged whether its places in the image become one
     * @param records most that there will be
     */
    FrozenFeatures(
            TrainableModel model,
            String tensor,
            boolean averaged,
            int records,
            Cache cache,
            int threads,
            Progress.Listener listener)
            throws UntrainableModelException, TuneFailedException, IOException {
        this.threads = threads;
        this.listener = listener;
        part = new FrozenPart(model, tensor, averaged);
        try {
            file = cache.open(part.kind(), part.bytes(), records);
        } catch (TuneFailedException | IOException | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    /** Reads all images that are not kept for the test, and chooses among those that can be decoded. */
    Selection select(Snapshot snapshot, List<String> parentLabels)
            throws TuneFailedException, IOException, InterruptedException {
        return Selection.of(snapshot, parentLabels, prepare(Selection.usable(snapshot), 0));
    }

    /** @param copies of each that are varied, beside the plain one */
    Examples of(List<Example> examples, int copies) throws IOException, InterruptedException {
        Set<String> undecodable = prepare(examples.stream().map(Example::entry).toList(), copies);
        if (!undecodable.isEmpty()) {
            throw new IOException(undecodable.size() + " images that could be decoded before no longer can");
        }
        return new StoredFeatures(file, examples, part.shape(), copies);
    }

    private Set<String> prepare(List<SnapshotEntry> entries, int copies) throws IOException, InterruptedException {
        return new Preparation(file, part::maker, listener).run(entries, copies, threads);
    }

    @Override
    public void close() throws IOException {
        try (part) {
            file.close();
        }
    }
}
