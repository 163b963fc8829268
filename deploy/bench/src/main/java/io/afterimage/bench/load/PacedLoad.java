package io.afterimage.bench.load;

import io.afterimage.cli.feed.ImageSender;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Images at a steady rate, each at its own time whatever became of those before. The times are known beforehand; one
 * thread of its own sends.
 */
public final class PacedLoad implements AutoCloseable {
    private static final Duration LEAD = Duration.ofMillis(500);
    private static final Path NO_FILE = Path.of("");

    private final List<ImageEvent> events;
    private final Map<String, Long> due = new HashMap<>();
    private final ImageSender sender;
    private final Thread thread = new Thread(this::send, "paced-load");

    /**
     * Begins half a second from now.
     *
     * @param perSecond images a second
     * @param count images in all
     */
    public PacedLoad(Loader loader, Map<String, Object> client, Topics topics, double perSecond, int count) {
        sender = new ImageSender(client, topics.images(), Duration.ZERO);
        events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(loader.event(i));
        }
        long begin = System.nanoTime() + LEAD.toNanos();
        for (int i = 0; i < count; i++) {
            due.put(events.get(i).getId(), begin + Math.round(i * 1e9 / perSecond));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** When each image is to be sent, in nanoseconds, by its id. */
    public Map<String, Long> due() {
        return due;
    }

    private void send() {
        for (ImageEvent event : events) {
            long at = due.getOrDefault(event.getId(), 0L);
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                if (Thread.interrupted()) {
                    return;
                }
                LockSupport.parkNanos(left);
            }
            sender.send(event, NO_FILE);
        }
    }

    /** Ends the sending, whether all was sent or not. */
    @Override
    public void close() {
        thread.interrupt();
        sender.close();
    }
}
