package io.afterimage.classifier.upload.results;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everyone who follows results, a bounded number. Safe for many threads. */
public final class Subscriptions {
    private final int most;
    private final List<Subscription> all = new CopyOnWriteArrayList<>();

    Subscriptions(int most) {
        this.most = most;
    }

    /**
     * Adds one, until it is {@linkplain #remove removed}.
     *
     * @param sources whose results are wanted; empty: all
     * @param wake called by another thread when there is something to take; it must return at once
     * @throws RefusedException if there are too many already
     */
    public synchronized Subscription add(Set<String> sources, Runnable wake) {
        if (all.size() >= most) {
            throw new RefusedException(
                    ProblemType.TOO_MANY_REQUESTS,
                    most + " clients follow labels already (afterimage.http.most-followers)");
        }
        Subscription subscription = new Subscription(sources, wake);
        all.add(subscription);
        return subscription;
    }

    public synchronized void remove(Subscription subscription) {
        all.remove(subscription);
    }

    void tell(Result result) {
        all.forEach(subscription -> subscription.offer(result));
    }
}
