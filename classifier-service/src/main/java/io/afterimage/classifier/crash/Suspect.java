package io.afterimage.classifier.crash;

import java.time.Instant;

/**
 * An image that may kill the process.
 *
 * @param deaths processes that died while it was in native code
 * @param deathsAlone those among them that had no other image there
 * @param stage where it was at the last of them
 * @param seen when the last of them was found
 */
record Suspect(ImagePosition image, int deaths, int deathsAlone, Stage stage, Instant seen) {
    /** Deaths alone after which it is not tried again. */
    private static final int ENOUGH = 2;

    static Suspect of(Victim victim, Instant now) {
        return new Suspect(victim.image(), 1, victim.alone() ? 1 : 0, victim.stage(), now);
    }

    Suspect died(Victim victim, Instant now) {
        return new Suspect(image, deaths + 1, deathsAlone + (victim.alone() ? 1 : 0), victim.stage(), now);
    }

    boolean convicted() {
        return deathsAlone >= ENOUGH;
    }
}
