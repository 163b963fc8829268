package io.afterimage.model.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published model as the log knows it.
 *
 * @param number its place in the order of publication, from 1; for people only
 * @param version lower-case hex SHA-256 of the package file
 * @param name for people
 * @param size length of the package file in bytes
 * @param parent version it was fine-tuned from; empty for an imported model
 * @param createdAt when it was published
 * @param gate the gate that judged it; null for an imported model
 */
public record ModelVersion(
        int number,
        String version,
        String name,
        long size,
        String parent,
        List<String> labels,
        State state,
        Instant createdAt,
        @Nullable GateUse gate) {

    /** Where a version stands. */
    public enum State {
        PUBLISHED,
        LIVE,
        REJECTED
    }

    ModelVersion in(State next) {
        return new ModelVersion(number, version, name, size, parent, labels, next, createdAt, gate);
    }

    /** The version's first twelve characters, enough for people. */
    public String shortVersion() {
        return shorten(version);
    }

    /** The first twelve characters of any version. */
    public static String shorten(String version) {
        return version.substring(0, Math.min(12, version.length()));
    }
}
