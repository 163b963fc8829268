package io.afterimage.trainer.picture;

import io.afterimage.model.image.Thumbnail;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures that were looked at last, up to a number of bytes. Safe for many threads: all state is guarded by this.
 */
final class PictureCache {
    private static final float LOAD = 0.75f;

    private final long mostBytes;
    private final Map<String, Thumbnail.Made> pictures = new LinkedHashMap<>(16, LOAD, true);
    private long bytes;

    PictureCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<Thumbnail.Made> find(String name) {
        return Optional.ofNullable(pictures.get(name));
    }

    synchronized void put(String name, Thumbnail.Made picture) {
        Thumbnail.Made before = pictures.put(name, picture);
        bytes += picture.jpeg().length - (before == null ? 0 : before.jpeg().length);
        Iterator<Thumbnail.Made> oldest = pictures.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().jpeg().length;
            oldest.remove();
        }
    }
}
