package io.afterimage.trainer.http;

import io.afterimage.events.Feedbacks;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What addresses and bodies ask for, checked. */
public final class Parameters {
    private static final int LONGEST = 512;

    private Parameters() {}

    /**
     * A parameter of the query.
     *
     * @return null where it is not given, or empty
     * @throws Refusal if it is too long
     */
    public static @Nullable String text(RoutingContext exchange, String name) {
        String value = exchange.request().getParam(name);
        if (value != null && value.length() > LONGEST) {
            throw invalid(name + ": at most " + LONGEST + " characters are allowed");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * A parameter of the query that must be there.
     *
     * @throws Refusal if it is not, or too long
     */
    public static String needed(RoutingContext exchange, String name) {
        String value = text(exchange, name);
        if (value == null) {
            throw invalid(name + ": it is needed");
        }
        return value;
    }

    /**
     * A whole number of the query.
     *
     * @throws Refusal if it is none, or out of its range
     */
    public static int number(RoutingContext exchange, String name, int least, int most, int otherwise) {
        String value = text(exchange, name);
        if (value == null) {
            return otherwise;
        }
        try {
            return within(name, Integer.parseInt(value), least, most);
        } catch (NumberFormatException e) {
            throw invalid(name + ": a whole number is needed");
        }
    }

    /**
     * A number that must be in its range.
     *
     * @throws Refusal if it is not
     */
    public static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(name + ": " + least + " to " + most + " are allowed");
        }
        return value;
    }

    /**
     * A person's name.
     *
     * @throws Refusal if it is none
     */
    public static String person(@Nullable String name) {
        if (name == null || !Feedbacks.isPerson(name)) {
            throw invalid("person: 1 to " + Feedbacks.LONGEST_PERSON + " characters, and no control characters");
        }
        return name;
    }

    /** That a parameter is not as it must be. */
    public static Refusal invalid(String detail) {
        return new Refusal(400, "PARAMETER_INVALID", detail);
    }
}
