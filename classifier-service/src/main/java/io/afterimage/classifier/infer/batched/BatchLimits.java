package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.live.LiveModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest batch of each model on the device, which is halved whenever its memory does not do. Remembers the models that
 * were in use lately. Safe for many threads.
 */
final class BatchLimits {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLimits.class);
    private static final int REMEMBERED = 32;

    private final int largest;
    private final Map<String, Integer> halved = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    BatchLimits(int largest) {
        this.largest = largest;
    }

    /** Most images of one run, from 1. */
    synchronized int of(LiveModel model) {
        return Math.min(
                halved.getOrDefault(model.version(), largest), model.loaded().largestBatch());
    }

    /** After a run of {@code n} images had no memory: the power of two below, since those are the sizes in use. */
    synchronized void halve(LiveModel model, int n, String said) {
        int half = Math.min(of(model), Integer.highestOneBit(n - 1));
        halved.put(model.version(), half);
        LOG.warn(
                "No device memory for {} images, from now on {} in a run of model {}: {}",
                n,
                half,
                model.version(),
                said);
    }

    /** What was halved, for people; empty if nothing was. */
    synchronized String remark() {
        return halved.values().stream()
                .min(Integer::compare)
                .map(least -> "batches to " + least + " only, for want of memory")
                .orElse("");
    }
}
