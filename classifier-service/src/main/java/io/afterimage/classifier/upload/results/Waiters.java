package io.afterimage.classifier.upload.results;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for the result of which image. As many as there are uploads under way. Safe for many threads. */
public final class Waiters {
    private final Map<String, CompletableFuture<Optional<Result>>> waiting = new ConcurrentHashMap<>();

    /** A result to come; whoever asks completes it when its time is over. */
    public CompletableFuture<Optional<Result>> await(String id) {
        CompletableFuture<Optional<Result>> result = new CompletableFuture<>();
        waiting.put(id, result);
        // On the very future that is handed out: one that is given up by its time is forgotten too.
        var unused = result.whenComplete((found, failure) -> waiting.remove(id, result));
        return result;
    }

    /** How many results are waited for. */
    int size() {
        return waiting.size();
    }

    /** Nobody waits for it any more. */
    public void forget(String id) {
        CompletableFuture<Optional<Result>> result = waiting.remove(id);
        if (result != null) {
            result.complete(Optional.empty());
        }
    }

    /** Nobody waits any more. */
    public void forgetAll() {
        waiting.keySet().forEach(this::forget);
    }

    /** Tells whoever waits for it. */
    void tell(Result result) {
        CompletableFuture<Optional<Result>> waiter = waiting.remove(result.id());
        if (waiter != null) {
            waiter.complete(Optional.of(result));
        }
    }
}
