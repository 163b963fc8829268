package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.upload.results.Result;
import io.afterimage.classifier.upload.results.Subscription;
import io.afterimage.classifier.upload.results.Subscriptions;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of server-sent events. Writes only as fast as the client reads, so that a slow one loses its own
 * oldest results and holds up nobody. All but {@link #wake} runs on the response's event loop.
 */
final class Follower {
    private final HttpServerResponse response;
    private final Context context;
    private final Subscription subscription;
    private final AtomicBoolean awake = new AtomicBoolean();

    Follower(HttpServerResponse response, Context context, Subscriptions subscriptions, Set<String> sources) {
        this.response = response;
        this.context = context;
        subscription = subscriptions.add(sources, this::wake);
    }

    Subscription subscription() {
        return subscription;
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            context.runOnContext(now -> write());
        }
    }

    /** Keeps the connection alive, and finds out whether it is. */
    void beat() {
        if (!response.writeQueueFull()) {
            send(":\n\n");
        }
    }

    private void write() {
        awake.set(false);
        while (!response.ended() && !response.closed()) {
            if (response.writeQueueFull()) {
                response.drainHandler(now -> write());
                return;
            }
            if (!writeNext()) {
                return;
            }
        }
    }

    private boolean writeNext() {
        long dropped = subscription.takeDropped();
        if (dropped > 0) {
            send("event: dropped\ndata: {\"dropped\":" + dropped + "}\n\n");
        }
        @Nullable Result next = subscription.take();
        if (next == null) {
            return false;
        }
        String event = next.state() == Result.State.LABELLED ? "label" : "rejected";
        send("event: " + event + "\ndata: " + next.json() + "\n\n");
        return true;
    }

    private void send(String text) {
        if (!response.ended() && !response.closed()) {
            var unused = response.write(text);
        }
    }
}
