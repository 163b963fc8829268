package io.afterimage.trainer.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A queue of images, and what was said of them. All state is guarded by this. */
final class PlayedReview {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double SURE = 0.6;

    private final Deque<ObjectNode> queue = new ArrayDeque<>();
    /** By the answer's own id, in the order of the first time. */
    private final Map<String, JsonNode> answers = new LinkedHashMap<>();

    private final List<String> released = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private int received;
    private int lostReplies;
    private boolean loansEnded;

    /** Adds an image that the model finds to be the first class, perhaps the second. */
    synchronized void add(String id, String first, String second) {
        ObjectNode entry = entry(id, "unsure between " + first + " and " + second, false);
        ArrayNode top = entry.putArray("top");
        top.addObject().put("label", first).put("probability", SURE);
        top.addObject().put("label", second).put("probability", 1 - SURE);
        queue.add(entry);
    }

    /** Adds an image whose prediction is not told. */
    synchronized void addHidden(String id) {
        ObjectNode entry = entry(id, "random check", true);
        entry.putArray("top");
        queue.add(entry);
    }

    /** The next calls with answers are heard, but nobody hears back. */
    synchronized void loseReplies(int calls) {
        lostReplies = calls;
    }

    /** From now on no loan can be renewed. */
    synchronized void endLoans() {
        loansEnded = true;
    }

    /** Somebody else has this image in hand. */
    synchronized void take(String id) {
        taken.add(id);
    }

    /** Answers to this image will not be taken. */
    synchronized void refuse(String id) {
        refused.add(id);
    }

    /** Each as often as it counts: once. */
    synchronized List<JsonNode> answers() {
        return List.copyOf(answers.values());
    }

    /** How often answers came, those included that had come before. */
    synchronized int received() {
        return received;
    }

    synchronized List<String> released() {
        return List.copyOf(released);
    }

    boolean handles(String path) {
        return path.startsWith("/v1/review/") || path.equals("/v1/feedback");
    }

    /** JSON; empty for no reply at all. */
    synchronized String answer(String path, JsonNode body) {
        return switch (path) {
            case "/v1/review/take" -> take(body.path("count").asInt()).toString();
            case "/v1/review/borrow" -> borrow(body).toString();
            case "/v1/review/keep" -> kept(body).toString();
            case "/v1/review/release" -> release(body).toString();
            default -> hear(body);
        };
    }

    private ObjectNode take(int count) {
        ObjectNode given = JSON.createObjectNode();
        ArrayNode entries = given.putArray("entries");
        while (entries.size() < count && !queue.isEmpty()) {
            entries.add(queue.remove());
        }
        return given.put("left", queue.size());
    }

    private ObjectNode borrow(JsonNode body) {
        ObjectNode borrowed = JSON.createObjectNode();
        ArrayNode lent = borrowed.putArray("lent");
        ArrayNode others = borrowed.putArray("taken");
        body.path("ids").forEach(id -> (taken.contains(id.asText()) ? others : lent).add(id));
        return borrowed;
    }

    private ObjectNode kept(JsonNode body) {
        ObjectNode kept = JSON.createObjectNode();
        kept.set(loansEnded ? "lost" : "kept", body.path("ids"));
        kept.putArray(loansEnded ? "kept" : "lost");
        return kept;
    }

    private ObjectNode release(JsonNode body) {
        body.path("ids").forEach(id -> released.add(id.asText()));
        return JSON.createObjectNode().put("released", body.path("ids").size());
    }

    private String hear(JsonNode body) {
        ObjectNode heard = JSON.createObjectNode();
        ArrayNode heardOf = heard.putArray("taken");
        ArrayNode not = heard.putArray("refused");
        for (JsonNode answer : body.path("answers")) {
            received++;
            String own = answer.path("answer").asText();
            if (refused.contains(answer.path("id").asText())) {
                not.addObject()
                        .put("answer", own)
                        .put("reason", "IMAGE_EXPIRED")
                        .put("detail", "it is gone");
            } else {
                answers.putIfAbsent(own, answer);
                heardOf.add(own);
            }
        }
        if (lostReplies > 0) {
            lostReplies--;
            return "";
        }
        return heard.toString();
    }

    private static ObjectNode entry(String id, String why, boolean hidden) {
        String sha256 = String.format(Locale.ROOT, "%064x", id.hashCode() & 0xffff);
        ObjectNode entry = JSON.createObjectNode()
                .put("id", id)
                .put("place", "0-" + (id.hashCode() & 0xffff))
                .put("sha256", sha256)
                .put("image", "/v1/images/0-" + (id.hashCode() & 0xffff) + "/" + sha256)
                .put("source", "camera-1")
                .put("why", why)
                .put("propensity", 0.02)
                .put("hidden", hidden)
                .put("model", "a".repeat(64))
                .put("number", 7)
                .put("received_at", "2026-01-01T00:00:00Z")
                .put("until", "2099-01-01T00:00:00Z");
        entry.putArray("reasons").add(hidden ? "DRAWN" : "UNSURE");
        return entry;
    }
}
