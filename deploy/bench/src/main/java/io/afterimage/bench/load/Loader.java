package io.afterimage.bench.load;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.feed.FileEvents;
import io.afterimage.cli.feed.ImageSender;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts images on the topic before a run begins, as feed does. For one thread. */
public final class Loader {
    private static final String SOURCE = "bench";

    private final Photos photos;
    private final FileEvents events;

    public Loader(Photos photos, Store store) {
        this.photos = photos;
        this.events = new FileEvents(SOURCE, false, () -> store);
    }

    /**
     * Sends so many images and returns once the brokers have them.
     *
     * @return their ids
     */
    public List<String> fill(Map<String, Object> client, Topics topics, int count) {
        List<String> ids = new ArrayList<>(count);
        try (ImageSender sender = new ImageSender(client, topics.images())) {
            for (int i = 0; i < count; i++) {
                ImageEvent event = event(i);
                ids.add(event.getId());
                sender.send(event, photos.file(i));
                sender.drain(delivered -> {});
            }
            sender.flush();
            requireDelivered(sender);
        }
        return ids;
    }

    /** A new event of the n-th image. */
    public ImageEvent event(int n) {
        try {
            return events.of(photos.file(n));
        } catch (FileEvents.RefusedFileException e) {
            throw new CommandException(photos.file(n) + ": " + e.getMessage());
        }
    }

    /** @throws CommandException if an image did not reach the brokers */
    static void requireDelivered(ImageSender sender) {
        sender.failure().ifPresent(failure -> {
            throw new CommandException(sender.failed() + " images did not reach the broker: " + failure.getMessage());
        });
    }
}
