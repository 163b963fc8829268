package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each source. The sources heard of last are kept, a bounded number: more than that at once are held
 * back by the limits for all. Safe for many threads.
 */
public final class SourceRates {
    private static final int MOST_SOURCES = 10_000;

    private final int perSecond;
    /** Guarded by itself. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    /** @param perSecond uploads a second that each source may send, and as many at once */
    public SourceRates(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Counts one upload of a source. */
    void take(String source) {
        if (!bucket(source).tryConsume(1)) {
            throw new RefusedException(
                    ProblemType.SOURCE_TOO_FAST, "a source may send " + perSecond + " images a second; send slower");
        }
    }

    private Bucket bucket(String source) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(source, name -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                    .build());
        }
    }
}
