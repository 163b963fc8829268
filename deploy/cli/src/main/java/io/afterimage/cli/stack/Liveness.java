package io.afterimage.cli.stack;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides when a child that runs but does not say that it is live has had its time. For one thread. */
final class Liveness {
    private final Duration patience;
    private @Nullable Instant silentSince;

    Liveness(Duration patience) {
        this.patience = patience;
    }

    /** Forgets what was seen: a new life begins. */
    void restart() {
        silentSince = null;
    }

    /** Takes note of what was seen, and says whether the child should be killed. */
    boolean lost(boolean live, Instant now) {
        if (live) {
            silentSince = null;
            return false;
        }
        Instant since = silentSince == null ? now : silentSince;
        silentSince = since;
        return !now.isBefore(since.plus(patience));
    }
}
