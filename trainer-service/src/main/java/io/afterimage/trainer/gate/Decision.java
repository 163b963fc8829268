package io.afterimage.trainer.gate;

/**
 * A verdict with its grounds.
 *
 * @param reason one line for people
 * @param counts whether the test set was used: false where no answer of the candidate could have proven anything
 */
record Decision(Verdict verdict, String reason, boolean counts) {
    static Decision promoted(String reason) {
        return new Decision(Verdict.PROMOTED, reason, true);
    }

    static Decision rejected(String reason) {
        return new Decision(Verdict.REJECTED, reason, true);
    }

    static Decision waiting(String reason) {
        return new Decision(Verdict.WAITING, reason, true);
    }

    static Decision unprovable(String reason) {
        return new Decision(Verdict.WAITING, reason, false);
    }
}
