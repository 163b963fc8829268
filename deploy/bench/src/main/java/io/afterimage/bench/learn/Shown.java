package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Figures as a table shows them: a dash for what there is not. */
final class Shown {
    private Shown() {}

    /** A share as per cent with two digits after the point. */
    static String percent(JsonNode share) {
        return share.isNumber() ? String.format(Locale.ROOT, "%.2f", 100 * share.asDouble()) : "-";
    }

    /** With one digit after the point. */
    static String number(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.1f", number.asDouble()) : "-";
    }
}
