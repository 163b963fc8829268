package io.afterimage.cli.deadletters;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far one partition of the dead letters has been replayed, reason by reason, so that a replay of one reason neither
 * loses the others nor lets a later one repeat what it did. It is kept as one committed offset: the offset proper is
 * the base, up to which all is done, and its metadata holds the reasons that are further, as {@code REASON=offset,…}.
 * Pure and immutable.
 *
 * @param base everything before is done
 * @param ahead of these reasons, everything before a later offset is done too
 */
record ReplayPosition(long base, Map<String, Long> ahead) {

    ReplayPosition {
        ahead = ahead.entrySet().stream()
                .filter(entry -> entry.getValue() > base)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Reads what {@link #metadata} wrote; what is unreadable counts as nothing. */
    static ReplayPosition of(long base, String metadata) {
        Map<String, Long> ahead = new TreeMap<>();
        for (String part : metadata.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(equals + 1).matches("[0-9]{1,18}")) {
                ahead.put(part.substring(0, equals), Long.parseLong(part.substring(equals + 1)));
            }
        }
        return new ReplayPosition(base, ahead);
    }

    /** What goes with the committed offset. */
    String metadata() {
        return new TreeMap<>(ahead)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    /** Whether a dead letter is still to be replayed. */
    boolean pending(String reason, long offset) {
        return offset >= ahead.getOrDefault(reason, base);
    }

    /** This position after everything before {@code end} is done. */
    ReplayPosition done(long end) {
        return new ReplayPosition(Math.max(base, end), ahead);
    }

    /** This position after everything of one reason before {@code end} is done. */
    ReplayPosition done(String reason, long end) {
        Map<String, Long> further = new TreeMap<>(ahead);
        further.merge(reason, end, Math::max);
        return new ReplayPosition(base, further);
    }
}
