package io.afterimage.classifier.live;

import io.afterimage.model.log.ModelVersion;

/**
 * What this instance runs, and what it should run but cannot.
 *
 * @param model version in use; empty while there is none
 * @param number its number in the model log; 0 while there is none
 * @param refusedModel version that the log says is live and could not be loaded; empty where it runs what is live
 * @param refusal why, in one line
 */
public record LiveState(String model, int number, String refusedModel, String refusal) {
    public static final LiveState NONE = new LiveState("", 0, "", "");

    /** The state after {@code version} was put into the slot; what was refused stays so. */
    LiveState using(ModelVersion version) {
        return new LiveState(version.version(), version.number(), refusedModel, refusal);
    }

    /** The state once what is in the slot is what the log says is live. */
    LiveState settled() {
        return new LiveState(model, number, "", "");
    }

    /** The state after {@code version}, which the log says is live, could not be loaded. */
    LiveState refusing(String version, String why) {
        return new LiveState(model, number, version, why);
    }
}
