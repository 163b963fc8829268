package io.afterimage.trainer.label;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is remembered by name, in the order in which it came: past the limit the oldest goes. Not safe for several
 * threads.
 */
public final class Newest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    private final int most;
    private long forgotten;

    /** @param most entries that are kept, from 1 */
    public Newest(int most) {
        this.most = most;
    }

    /** The same as it is now. */
    public Newest<V> copy() {
        Newest<V> copy = new Newest<>(most);
        copy.putAll(this);
        copy.forgotten = forgotten;
        return copy;
    }

    /** Puts it at the end, also where it is known already. */
    public void putLast(String name, V value) {
        remove(name);
        put(name, value);
    }

    /** How many had to go since there was no room for them. */
    public long forgotten() {
        return forgotten;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        boolean full = size() > most;
        forgotten += full ? 1 : 0;
        return full;
    }
}
