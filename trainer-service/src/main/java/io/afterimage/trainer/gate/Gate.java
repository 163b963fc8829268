package io.afterimage.trainer.gate;

import io.afterimage.model.compare.Comparison;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Paired;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets a candidate out only if the test set proves it better. On the classes that both models know it must, with
 * probability 1 - alpha, lose no more than the margin, and no class may lose much; and there it must be better by McNemar's
 * test, or know a class more. What the data cannot decide waits for a person. Pure; safe for many threads.
 */
public final class Gate {
    /** Sure answers of the live model below which labels are not doubted. */
    private static final int FEW_SURE = 30;

    private final GateSettings settings;
    private final LabelMap map;

    /** @param map what the live model's labels mean in the data set's classes, where they have other names */
    public Gate(GateSettings settings, LabelMap map) {
        this.settings = settings;
        this.map = map;
    }

    /**
     * Judges.
     *
     * @param live scores of the live model, {@link ModelScores#ofNoModel} where none is live
     * @param candidate scores on the same examples
     * @throws IllegalArgumentException if the two were not scored on the same examples with the same labels
     */
    public GateReport judge(ModelScores live, ModelScores candidate, TestUse use) {
        Comparison table = Comparison.of(live, candidate, map, use.alpha());
        Decision decision = decide(table, candidate, use);
        return new GateReport(
                decision.verdict().text(),
                decision.reason(),
                remarks(table),
                use.generation(),
                decision.counts() ? use.use() : 0,
                use.alpha(),
                settings,
                table);
    }

    private Decision decide(Comparison table, ModelScores candidate, TestUse use) {
        if (table.examples() == 0) {
            return Decision.unprovable(
                    use.generation() == 1
                            ? "there is no test example yet, so nothing can be proven"
                            : "the test set is worn out after 20 uses, and no new group of examples came since");
        }
        if (candidate.labels().size() < 2) {
            return Decision.rejected("it knows one class only, and so can tell nothing apart");
        }
        Decision decision = table.before().version().isEmpty() ? first(table) : next(table, use);
        return settings.manual() && decision.verdict() == Verdict.PROMOTED
                ? Decision.waiting(decision.reason() + "; a person promotes it, as it is set")
                : decision;
    }

    /** Nothing is live, so nothing can be lost: all of its classes are new. */
    private Decision first(Comparison table) {
        NewClasses classes = NewClasses.of(table, settings);
        if (!classes.untested().isEmpty()) {
            return Decision.unprovable(tooFew(classes));
        }
        return classes.failed().isEmpty()
                ? Decision.promoted("no model is live, and it finds each of its classes: " + joined(classes.proven()))
                : Decision.rejected("it does not find every class: " + joined(classes.failed()));
    }

    private Decision next(Comparison table, TestUse use) {
        if (table.shared().isEmpty()) {
            return Decision.unprovable(
                    "the live model knows none of the classes of the test set, so the two cannot be"
                            + " compared: give a label map that says which of its labels mean which class, or promote it by hand");
        }
        NewClasses classes = NewClasses.of(table, settings);
        Losses losses = Losses.of(table, settings);
        if (!losses.proven().isEmpty()) {
            return Decision.rejected(joined(losses.proven()));
        }
        int least = (int) Math.ceil(Math.log(use.alpha()) / Math.log(0.5));
        if (table.paired().groups() < least
                && classes.proven().isEmpty()
                && classes.failed().isEmpty()) {
            return Decision.unprovable(String.format(
                    Locale.ROOT,
                    "the test set is too small to prove anything: %d examples in %d groups, and even if every one spoke"
                            + " for it, %d groups are needed",
                    table.paired().examples(),
                    table.paired().groups(),
                    least));
        }
        return compare(table, classes, losses);
    }

    private Decision compare(Comparison table, NewClasses classes, Losses losses) {
        Paired paired = table.paired();
        boolean better = paired.wouldBeBetter(1);
        if (!paired.wouldBeNoWorse(1, settings.margin()) || !(better || classes.areProven())) {
            return new Shortfall(settings, paired, classes).decision();
        }
        String reason = Sentences.difference(paired)
                + (classes.areProven() ? "; it knows more classes: " + joined(classes.proven()) : "");
        if (!losses.possible().isEmpty()) {
            return Decision.waiting(reason + "; but " + joined(losses.possible()));
        }
        if (table.unused() > 0) {
            return Decision.waiting(reason + "; but it does not know " + table.unused()
                    + " classes of the live model, of which there is no test example");
        }
        if (!better && labelsInDoubt(paired)) {
            return Decision.waiting(reason + "; but " + Sentences.doubt(paired));
        }
        return Decision.promoted(reason);
    }

    private List<String> remarks(Comparison table) {
        List<String> remarks = new ArrayList<>();
        if (labelsInDoubt(table.paired())) {
            remarks.add(Sentences.doubt(table.paired()));
        }
        NewClasses classes = NewClasses.of(table, settings);
        if (!classes.untested().isEmpty()) {
            remarks.add(tooFew(classes));
        }
        return List.copyOf(remarks);
    }

    private boolean labelsInDoubt(Paired paired) {
        return paired.sure() >= FEW_SURE && paired.contradicted() > settings.mostContradicted() * paired.sure();
    }

    private String tooFew(NewClasses classes) {
        return "a new class needs " + settings.newClassExamples() + " test examples, and there are of "
                + joined(classes.untested());
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts);
    }
}
