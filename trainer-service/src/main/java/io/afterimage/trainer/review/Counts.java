package io.afterimage.trainer.review;

import java.util.Map;

/**
 * What waits, in numbers.
 *
 * @param waiting for anybody, random draws included
 * @param taken in somebody's hands
 * @param doneToday images that were answered since midnight, UTC
 * @param bySource those that wait
 * @param byClass those that wait by what the model says, without random draws, of which nobody is to know it
 * @param byReason those that wait; one can have several
 */
public record Counts(
        int waiting,
        int taken,
        int doneToday,
        Map<String, Integer> bySource,
        Map<String, Integer> byClass,
        Map<Reason, Integer> byReason) {}
