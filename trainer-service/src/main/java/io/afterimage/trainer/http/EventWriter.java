package io.afterimage.trainer.http;

import io.afterimage.trainer.stream.Broadcast;
import io.afterimage.trainer.stream.Event;
import io.afterimage.trainer.stream.EventQueue;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes events to one reader, only as fast as it reads, so that a slow one loses samples of its own and holds up
 * nobody. All but {@link #wake} runs on the response's event loop.
 */
final class EventWriter {
    private final HttpServerResponse response;
    private final Context context;
    private final Broadcast broadcast;
    private final EventQueue queue;
    private final AtomicBoolean awake = new AtomicBoolean();

    EventWriter(HttpServerResponse response, Context context, Broadcast broadcast) {
        this.response = response;
        this.context = context;
        this.broadcast = broadcast;
        queue = broadcast.add(this::wake);
    }

    void end() {
        broadcast.remove(queue);
    }

    /** Keeps the connection alive, and finds out whether it is. */
    void beat() {
        if (!response.writeQueueFull()) {
            send(":\n\n");
        }
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            context.runOnContext(now -> write());
        }
    }

    private void write() {
        awake.set(false);
        while (!response.ended() && !response.closed()) {
            if (response.writeQueueFull()) {
                response.drainHandler(now -> write());
                return;
            }
            Event next = queue.take();
            if (next == null) {
                return;
            }
            send(next.text());
        }
    }

    private void send(String text) {
        if (!response.ended() && !response.closed()) {
            var unused = response.write(text);
        }
    }
}
