package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.live.LiveModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest batch of each model on the device. It is halved when the device's memory does not do, and after a while one of twice
 * the size is tried again, since another process may have had the memory; each time in vain the while is doubled. Remembers the
 * models that were in use lately. Safe for many threads.
 */
final class BatchLimits {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLimits.class);
    private static final int REMEMBERED = 32;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final int largest;
    private final LongSupplier nanoTime;
    private final Map<String, Lowered> lowered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lowered> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * What memory did for.
     *
     * @param most images of one run
     * @param times how often memory did not do since it last did for more
     * @param since by the clock
     */
    private record Lowered(int most, int times, long since) {
        private boolean isPast(long now) {
            return now - since > FIRST_PAUSE.toNanos() << Math.min(times - 1, MOST_DOUBLINGS);
        }
    }

    /** @param nanoTime the clock */
    BatchLimits(int largest, LongSupplier nanoTime) {
        this.largest = largest;
        this.nanoTime = nanoTime;
    }

    /** Most images of one run, from 1. */
    synchronized int of(LiveModel model) {
        Lowered now = lowered.get(model.version());
        int most = Math.min(largest, model.loaded().largestBatch());
        if (now == null) {
            return most;
        }
        return Math.min(most, now.isPast(nanoTime.getAsLong()) ? 2 * now.most : now.most);
    }

    /** After a run of {@code n} images had no memory: the power of two below, since those are the sizes in use. */
    synchronized void halve(LiveModel model, int n, String said) {
        int half = Math.min(of(model), Integer.highestOneBit(n - 1));
        Lowered before = lowered.get(model.version());
        int times = before == null ? 1 : before.times + 1;
        lowered.put(model.version(), new Lowered(half, times, nanoTime.getAsLong()));
        LOG.warn("No device memory for {} images, now {} in a run of model {}: {}", n, half, model.version(), said);
    }

    /** After a run of {@code n} images had memory. */
    synchronized void passed(LiveModel model, int n) {
        Lowered now = lowered.get(model.version());
        if (now == null || n <= now.most) {
            return;
        }
        if (2 * now.most >= Math.min(largest, model.loaded().largestBatch())) {
            lowered.remove(model.version());
        } else {
            lowered.put(model.version(), new Lowered(2 * now.most, 1, nanoTime.getAsLong()));
        }
        LOG.info("There is device memory for {} images again in a run of model {}", n, model.version());
    }

    /** What was halved, for people; empty if nothing was. */
    synchronized String remark() {
        return lowered.values().stream()
                .map(Lowered::most)
                .min(Integer::compare)
                .map(least -> "batches to " + least + " only, for want of memory")
                .orElse("");
    }
}
