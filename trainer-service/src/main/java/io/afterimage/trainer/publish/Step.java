package io.afterimage.trainer.publish;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;

/**
 * What the log still lacks of a publication. It is read off the log alone, so it is the same after a kill at any moment.
 * What somebody else decided meanwhile stands. Pure.
 *
 * @param action what to write
 * @param outcome where nothing is left to write: what became of it, for people
 */
record Step(Action action, String outcome) {
    enum Action {
        PUBLISH,
        PROMOTE,
        REJECT,
        NOTHING
    }

    static Step next(Publication publication, ModelHistory history) {
        ModelVersion known = history.versions().stream()
                .filter(version -> version.version().equals(publication.version()))
                .findFirst()
                .orElse(null);
        if (known == null) {
            return new Step(Action.PUBLISH, "");
        }
        return switch (publication.verdict()) {
            case PROMOTED -> promote(publication, known, history);
            case REJECTED -> reject(known, history);
            case WAITING -> done("published; it waits for 'afterimage models promote " + known.number() + "'");
        };
    }

    private static Step promote(Publication publication, ModelVersion known, ModelHistory history) {
        if (known.state() == ModelVersion.State.LIVE) {
            return done("live");
        }
        if (wasLive(known, history)) {
            return done("not promoted: it was live before, and was replaced or taken back since");
        }
        if (known.state() == ModelVersion.State.REJECTED) {
            return done("not promoted: it was rejected before");
        }
        String live = history.live().map(ModelVersion::version).orElse("");
        return live.equals(publication.expectedLive())
                ? new Step(Action.PROMOTE, "")
                : done("not promoted: the live version changed since the run began, to "
                        + ModelVersion.shorten(live)
                        + "; 'afterimage models promote " + known.number() + "' does it all the same");
    }

    /** A run may make the very file that was live before: that it is no better than itself is no reason to reject it. */
    private static Step reject(ModelVersion known, ModelHistory history) {
        return known.state() == ModelVersion.State.PUBLISHED && !wasLive(known, history)
                ? new Step(Action.REJECT, "")
                : done("rejected");
    }

    private static boolean wasLive(ModelVersion known, ModelHistory history) {
        return history.promotions().stream()
                .anyMatch(promotion -> promotion.version().equals(known.version()));
    }

    private static Step done(String outcome) {
        return new Step(Action.NOTHING, outcome);
    }
}
