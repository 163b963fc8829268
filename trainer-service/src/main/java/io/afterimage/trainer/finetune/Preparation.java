package io.afterimage.trainer.finetune;

import io.afterimage.events.Sha256;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes the records that are not there yet, on several threads, each with a maker of its own. */
final class Preparation {
    private static final long LOOK_MILLIS = 200;
    private static final long END_SECONDS = 30;

    private final RecordFile file;
    private final Supplier<Maker> makers;
    private final Progress.Listener listener;
    private final List<Task> tasks = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> undecodable = ConcurrentHashMap.newKeySet();

    private record Task(SnapshotEntry entry, int copy) {}

    Preparation(RecordFile file, Supplier<Maker> makers, Progress.Listener listener) {
        this.file = file;
        this.makers = makers;
        this.listener = listener;
    }

    /** The key of a record. */
    static byte[] key(SnapshotEntry entry, int copy) {
        return Sha256.of((entry.sha256() + '/' + copy).getBytes(StandardCharsets.UTF_8));
    }

    /** The keys of all records of some examples: of each a plain one, and of as many varied ones as there are copies. */
    static List<byte[]> keys(List<SnapshotEntry> entries, int copies) {
        return entries.stream()
                .flatMap(entry -> IntStream.rangeClosed(0, copies).mapToObj(copy -> key(entry, copy)))
                .toList();
    }

    /**
     * Makes all records of some examples.
     *
     * @param copies of each that are varied, beside the plain one
     * @return hashes of those that cannot be decoded
     */
    Set<String> run(List<SnapshotEntry> entries, int copies, int threads) throws IOException, InterruptedException {
        for (SnapshotEntry entry : entries) {
            for (int copy = 0; copy <= copies; copy++) {
                if (file.find(key(entry, copy)) < 0) {
                    tasks.add(new Task(entry, copy));
                }
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(threads, tasks.size()); i++) {
                workers.add(pool.submit(this::work, null));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            end(pool);
        }
        return undecodable;
    }

    private void end(ExecutorService pool) throws IOException, InterruptedException {
        next.set(tasks.size());
        pool.shutdown();
        if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the threads that read images do not end");
        }
    }

    private void await(Future<?> worker) throws IOException, InterruptedException {
        do {
            listener.progress(new Progress(Stage.FEATURES, Math.min(next.get(), tasks.size()), tasks.size(), null));
        } while (!hasEnded(worker));
    }

    private static boolean hasEnded(Future<?> worker) throws IOException, InterruptedException {
        try {
            worker.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("images cannot be read: " + e.getMessage(), e);
        }
    }

    private void work() {
        try (Maker maker = makers.get()) {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                make(maker, tasks.get(i));
            }
        } catch (IOException e) {
            next.set(tasks.size());
            throw new UncheckedIOException(e);
        }
    }

    private void make(Maker maker, Task task) throws IOException {
        if (undecodable.contains(task.entry.sha256())) {
            return;
        }
        ByteBuffer record = maker.make(task.entry, task.copy);
        if (record.hasRemaining()) {
            file.put(key(task.entry, task.copy), record);
        } else {
            undecodable.add(task.entry.sha256());
        }
    }
}
