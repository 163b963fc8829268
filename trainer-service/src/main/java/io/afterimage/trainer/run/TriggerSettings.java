package io.afterimage.trainer.run;

import java.time.Duration;
import java.util.Optional;

/**
 * When a run starts by itself.
 *
 * @param labels new examples after which it does; 0 for never
 * @param age of the oldest new example after which it does; zero for never
 * @param interval between runs, whether or not there is anything new; empty for none
 * @param pause least time from the end of one run to the start of the next
 */
public record TriggerSettings(int labels, Duration age, Optional<Duration> interval, Duration pause) {
    /** 200 new labels, or one that is a day old; ten minutes apart. */
    public static final TriggerSettings DEFAULT =
            new TriggerSettings(200, Duration.ofDays(1), Optional.empty(), Duration.ofMinutes(10));
}
