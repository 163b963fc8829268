package io.afterimage.trainer.gate;

import io.afterimage.model.compare.Paired;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Why a candidate is not let out: it is no better, or the data cannot tell. Pure. */
record Shortfall(GateSettings settings, Paired paired, NewClasses classes) {
    private static final int MOST_TIMES = 200;

    Decision decision() {
        if (paired.difference() < -settings.margin()) {
            return Decision.rejected("it is worse: " + Sentences.difference(paired));
        }
        if (!classes.failed().isEmpty()) {
            return Decision.rejected("it does not find the new class: " + String.join(", ", classes.failed()));
        }
        if (classes.areProven() || !classes.untested().isEmpty()) {
            return newClass();
        }
        return paired.difference() > 0
                ? Decision.waiting("it may be better, but that is not proven: " + Sentences.difference(paired)
                        + needed(times ->
                                paired.wouldBeBetter(times) && paired.wouldBeNoWorse(times, settings.margin())))
                : Decision.rejected("it is not better: " + Sentences.difference(paired));
    }

    private Decision newClass() {
        if (!paired.wouldBeNoWorse(1, settings.margin())) {
            return Decision.waiting(String.format(
                    Locale.ROOT,
                    "it knows more classes, but whether it loses more than %.1f points on the others is not proven: %s%s",
                    100 * settings.margin(),
                    Sentences.difference(paired),
                    needed(times -> paired.wouldBeNoWorse(times, settings.margin()))));
        }
        return Decision.waiting("it knows more classes, but a new class needs " + settings.newClassExamples()
                + " test examples, and there are of " + String.join(", ", classes.untested()));
    }

    /** How many test examples would do, if the rates stay as they are. */
    private String needed(IntPredicate enough) {
        var times = IntStream.rangeClosed(2, MOST_TIMES).filter(enough).findFirst();
        return times.isPresent()
                ? "; about " + times.getAsInt() * paired.examples() + " test examples would be needed"
                : "; with these rates more test examples would hardly change that";
    }
}
