package io.afterimage.cli.feed;

import io.afterimage.cli.feed.FileEvents.RefusedFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Files, each read when it is its turn; with a loop over and over, but those that were refused. */
final class FilePictures implements Pictures {
    private final FileEvents events;
    private final boolean loop;
    private final long count;
    private final Queue<Path> waiting;

    FilePictures(List<Path> files, FileEvents events, boolean loop) {
        this.events = events;
        this.loop = loop;
        this.count = loop ? -1 : files.size();
        this.waiting = new ArrayDeque<>(files);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public Picture next() throws RefusedFileException {
        Path file = waiting.remove();
        try {
            Picture picture = new Picture(events.of(file), file);
            if (loop) {
                waiting.add(file);
            }
            return picture;
        } catch (RefusedFileException e) {
            throw new RefusedFileException(file + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {}
}
