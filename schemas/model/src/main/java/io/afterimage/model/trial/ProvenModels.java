package io.afterimage.model.trial;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The versions whose trial this process has seen pass: a version is its file's SHA-256, so it need not be tried again. Keeps the
 * last {@value #MOST}. Safe for many threads.
 */
final class ProvenModels {
    private static final int MOST = 64;

    /** Guarded by this. */
    private final Map<String, Boolean> versions = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized boolean contains(String version) {
        return versions.get(version) != null;
    }

    synchronized void add(String version) {
        versions.put(version, true);
    }
}
