package io.afterimage.cli.stack;

import java.time.Duration;

/**
 * How long to wait before a child that died is started again: twice as long each time, up to a limit, and as at first
 * once it has lived long enough. For one thread.
 */
final class BackOff {
    private final Duration first;
    private final Duration largest;
    private final Duration healthyLife;
    private Duration next;

    BackOff(Duration first, Duration largest, Duration healthyLife) {
        this.first = first;
        this.largest = largest;
        this.healthyLife = healthyLife;
        this.next = first;
    }

    /** One second to thirty, as at first after a minute of life. */
    static BackOff standard() {
        return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The wait that follows a life of this length. */
    Duration after(Duration life) {
        if (life.compareTo(healthyLife) >= 0) {
            next = first;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(largest) > 0 ? largest : doubled;
        return wait;
    }
}
