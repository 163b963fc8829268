package io.afterimage.cli.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What became of each image that was sent. Pure; for one thread. */
final class Outcomes {
    /** Each image sent, and whether it has its outcome. */
    private final Map<UUID, Boolean> settled = new HashMap<>();

    private final Map<String, Integer> rejections = new TreeMap<>();
    private int labels;
    private int repeated;

    /** An image was sent. */
    void sent(String id) {
        settled.put(UUID.fromString(id), false);
    }

    /** An image has a label; of images that were not sent here nothing is counted. */
    void labelled(String id) {
        if (settle(id)) {
            labels++;
        }
    }

    /** An image became a dead letter; of images that were not sent here nothing is counted. */
    void rejected(String id, String reason) {
        if (settle(id)) {
            rejections.merge(reason, 1, Integer::sum);
        }
    }

    int labels() {
        return labels;
    }

    /** Dead letters by reason. */
    Map<String, Integer> rejections() {
        return rejections;
    }

    /** Outcomes of images that had one already: each should have exactly one. */
    int repeated() {
        return repeated;
    }

    int done() {
        return labels + rejections.values().stream().mapToInt(Integer::intValue).sum();
    }

    int missing() {
        return settled.size() - done();
    }

    private boolean settle(String id) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
        Boolean before = settled.replace(uuid, true);
        if (Boolean.TRUE.equals(before)) {
            repeated++;
        }
        return Boolean.FALSE.equals(before);
    }
}
