package io.afterimage.classifier.upload.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The results seen last, so that most questions need no scan: for each id its first label. Safe for many threads. */
final class RecentResults {
    private final int most;
    /** Guarded by this. */
    private final Map<String, Result> results = new LinkedHashMap<>();

    RecentResults(int most) {
        this.most = most;
    }

    synchronized void add(Result result) {
        if (result.id().isEmpty()) {
            return;
        }
        results.merge(result.id(), result, (first, next) -> next.betterThan(first) ? next : first);
        if (results.size() > most) {
            var eldest = results.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized Optional<Result> find(String id) {
        return Optional.ofNullable(results.get(id));
    }
}
