package io.afterimage.classifier.live;

/**
 * What this instance runs, and what it should run but cannot.
 *
 * @param model version in use; empty while there is none
 * @param refusedModel version that the log says is live and could not be loaded; empty where it runs what is live
 * @param refusal why, in one line
 */
public record LiveState(String model, String refusedModel, String refusal) {
    public static final LiveState NONE = new LiveState("", "", "");

    /** The state after {@code version} was put into the slot as what the log says is live. */
    static LiveState running(String version) {
        return new LiveState(version, "", "");
    }

    /** The state after {@code version}, which the log says is live, could not be loaded. */
    LiveState refusing(String version, String why) {
        return new LiveState(model, version, why);
    }
}
