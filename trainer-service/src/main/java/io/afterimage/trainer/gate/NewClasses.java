package io.afterimage.trainer.gate;

import io.afterimage.model.compare.ClassMeasure;
import io.afterimage.model.compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the candidate knows that the live model does not.
 *
 * @param proven found often enough, on enough test examples
 * @param failed not found often enough, on enough test examples
 * @param untested with too few test examples
 */
record NewClasses(List<String> proven, List<String> failed, List<String> untested) {
    static NewClasses of(Comparison table, GateSettings settings) {
        NewClasses classes = new NewClasses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        table.added().forEach(name -> classes.sort(name, table.after().of(name), settings));
        return classes;
    }

    boolean areProven() {
        return failed.isEmpty() && !proven.isEmpty();
    }

    private void sort(String name, Optional<ClassMeasure> measure, GateSettings settings) {
        int support = measure.map(ClassMeasure::support).orElse(0);
        double recall = measure.map(ClassMeasure::recall).orElse(0.0);
        if (support < settings.newClassExamples()) {
            untested.add("'" + name + "' " + support);
        } else {
            (recall >= settings.newClassRecall() ? proven : failed)
                    .add(String.format(Locale.ROOT, "'%s' %.1f%% of %d", name, 100 * recall, support));
        }
    }
}
