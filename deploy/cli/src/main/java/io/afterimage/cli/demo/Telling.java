package io.afterimage.cli.demo;

import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import java.time.Duration;
import java.util.Locale;

/** Tells a story line by line, each with the seconds since it began. For one thread. */
final class Telling {
    private static final long BETWEEN = Duration.ofSeconds(5).toNanos();

    private final Output output;
    private final long begun = System.nanoTime();
    private long told = begun;
    private String last = "";

    Telling(Output output) {
        this.output = output;
    }

    /** Seconds since it began. */
    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Tells one thing. */
    void tell(String text) {
        output.summary(String.format(Locale.ROOT, "[%3.0f s] %s", seconds(), Printable.clean(text)));
        told = System.nanoTime();
        last = text;
    }

    /** Tells it unless it is nothing new, or something was told within the last seconds. */
    void tellNowAndThen(String text) {
        if (System.nanoTime() - told >= BETWEEN && !text.equals(last)) {
            tell(text);
        }
    }
}
