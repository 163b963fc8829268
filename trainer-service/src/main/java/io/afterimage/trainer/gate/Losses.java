package io.afterimage.trainer.gate;

import io.afterimage.model.compare.ClassMeasure;
import io.afterimage.model.compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What single classes lose by the candidate, a line each.
 *
 * @param proven on enough test examples: the candidate may not go live
 * @param possible on too few of them: a person must look
 */
record Losses(List<String> proven, List<String> possible) {
    static Losses of(Comparison table, GateSettings settings) {
        Losses losses = new Losses(new ArrayList<>(), new ArrayList<>());
        for (ClassMeasure before : table.before().classes()) {
            boolean enough = before.support() >= settings.classExamples();
            if (table.dropped().contains(before.name())) {
                (enough ? losses.proven : losses.possible)
                        .add("it no longer knows '" + before.name() + "' (" + before.support() + " test examples)");
            } else if (enough && table.shared().contains(before.name())) {
                losses.compare(before, table, settings);
            }
        }
        return losses;
    }

    private void compare(ClassMeasure before, Comparison table, GateSettings settings) {
        double after = table.after().of(before.name()).map(ClassMeasure::recall).orElse(0.0);
        if (before.recall() - after > settings.classLoss()) {
            proven.add(String.format(
                    Locale.ROOT,
                    "it finds '%s' less often: %.1f%% of %d, before %.1f%%",
                    before.name(),
                    100 * after,
                    before.support(),
                    100 * before.recall()));
        }
    }
}
