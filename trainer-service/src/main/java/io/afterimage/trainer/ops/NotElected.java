package io.afterimage.trainer.ops;

import io.afterimage.trainer.http.Refusal;

/** What only the elected trainer can answer. */
final class NotElected {
    private NotElected() {}

    static Refusal refusal() {
        return new Refusal(
                503, "NOT_ELECTED", "this trainer does not work now; ask again in some seconds, or ask the other");
    }
}
