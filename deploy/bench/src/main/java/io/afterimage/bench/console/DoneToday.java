package io.afterimage.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.afterimage.bench.learn.Scene;

/** Images that people have answered since midnight, as the trainer has it on record. */
final class DoneToday {
    private DoneToday() {}

    static int of(Scene stack) {
        return queue(stack).path("done_today").asInt();
    }

    /** What waits for people; missing while the trainer does not answer. */
    static JsonNode queue(Scene stack) {
        return stack.ask("/v1/review").orElse(MissingNode.getInstance());
    }
}
