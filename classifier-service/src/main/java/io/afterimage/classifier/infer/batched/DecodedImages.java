package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.batched.BatchPolicy.Situation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What is decoded and not yet taken, and how long things take. Not safe for threads: {@link BatchQueue} guards it. */
final class DecodedImages {
    private static final int WEIGHT_OF_THE_PAST = 8;

    private final Deque<DecodedImage> images = new ArrayDeque<>();
    private final BatchLimits limits;
    private final int decoders;
    private long decodeTime;
    private long runTime;
    private int running;
    private long couldBegin;

    /** For so many threads that decode. */
    DecodedImages(BatchLimits limits, int decoders) {
        this.limits = limits;
        this.decoders = decoders;
    }

    void addFirst(DecodedImage image) {
        begin();
        images.addFirst(image);
    }

    void addLast(DecodedImage image) {
        begin();
        images.addLast(image);
    }

    /** Takes an image out; the caller closes it. */
    Optional<DecodedImage> remove(ImageTask task) {
        for (Iterator<DecodedImage> all = images.iterator(); all.hasNext(); ) {
            DecodedImage image = all.next();
            if (image.task() == task) {
                all.remove();
                return Optional.of(image);
            }
        }
        return Optional.empty();
    }

    /** Closes all of them, and tells which they were. */
    List<ImageTask> clear() {
        List<ImageTask> tasks = images.stream().map(DecodedImage::task).toList();
        images.forEach(DecodedImage::close);
        images.clear();
        return tasks;
    }

    /**
     * How many nanoseconds the next batch is better left as it is; 0 if it should be taken.
     *
     * @param pending images that may still be decoded for it
     */
    long wait(int pending) {
        if (images.isEmpty()) {
            return Long.MAX_VALUE;
        }
        DecodedImage first = images.getFirst();
        int ready = (int) images.stream().filter(first::sharesModelWith).count();
        // Once the model has changed, what comes is for another batch.
        int coming = ready < images.size() ? 0 : pending;
        long patience = BatchPolicy.patience(
                new Situation(ready, limits.of(first.model()), coming, running > 0, decoders, decodeTime, runTime));
        return Math.max(0, patience - (System.nanoTime() - couldBegin));
    }

    /** The next batch: the first image, and those of its model after it. */
    List<DecodedImage> take() {
        DecodedImage first = images.getFirst();
        int largest = limits.of(first.model());
        List<DecodedImage> batch = new ArrayList<>(largest);
        for (Iterator<DecodedImage> all = images.iterator(); all.hasNext() && batch.size() < largest; ) {
            DecodedImage image = all.next();
            if (first.sharesModelWith(image)) {
                all.remove();
                batch.add(image);
            }
        }
        running++;
        return batch;
    }

    int size() {
        return images.size();
    }

    /** Batches taken and not ended. */
    int running() {
        return running;
    }

    void runTook(long nanos) {
        running--;
        runTime = lately(runTime, nanos);
        couldBegin = System.nanoTime();
    }

    void runLost() {
        running--;
    }

    void tookToDecode(long nanos) {
        decodeTime = lately(decodeTime, nanos);
    }

    private void begin() {
        if (images.isEmpty()) {
            couldBegin = System.nanoTime();
        }
    }

    private static long lately(long before, long now) {
        return before == 0 ? now : before + (now - before) / WEIGHT_OF_THE_PAST;
    }
}
