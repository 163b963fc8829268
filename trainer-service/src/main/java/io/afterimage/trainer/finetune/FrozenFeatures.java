package io.afterimage.trainer.finetune;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
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
     * @param part is closed by others, after this
     * @param keys of all records that there will be
     */
    FrozenFeatures(FrozenPart part, List<byte[]> keys, Cache cache, int threads, Progress.Listener listener)
            throws TuneFailedException, IOException {
        this.part = part;
        this.threads = threads;
        this.listener = listener;
        this.file = cache.open(List.of(new Cache.Records(part.kind(), part.bytes(), keys)))
                .get(0);
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
        file.close();
    }
}
