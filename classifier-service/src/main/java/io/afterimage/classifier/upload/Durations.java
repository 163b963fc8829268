package io.afterimage.classifier.upload;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them. Pure. */
final class Durations {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

    private Durations() {}

    /** The span of {@code 5}, {@code 5s}, {@code 500ms}, {@code 2m}, {@code 3h}, {@code 7d} or ISO 8601; else empty. */
    static Optional<Duration> parse(String text) {
        Matcher plain = SHORT.matcher(text);
        if (plain.matches()) {
            String unit = plain.group(2) == null ? "s" : plain.group(2);
            return Optional.of(of(Long.parseLong(plain.group(1)), unit));
        }
        try {
            return Optional.of(Duration.parse(text.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
