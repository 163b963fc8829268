package io.afterimage.trainer.gate;

/**
 * What the gate demands. Shares are of 1.
 *
 * @param margin most accuracy that the candidate may lose on the classes that both know
 * @param classLoss most recall that one class may lose
 * @param classExamples test examples from which on a class is looked at alone
 * @param newClassExamples test examples that a new class needs before it counts
 * @param newClassRecall recall that a new class needs
 * @param mostContradicted share of the live model's sure answers that labels may contradict before the labels themselves
 *     are in doubt
 * @param manual whether a person promotes what the gate lets through
 */
public record GateSettings(
        double margin,
        double classLoss,
        int classExamples,
        int newClassExamples,
        double newClassRecall,
        double mostContradicted,
        boolean manual) {
    public static final GateSettings DEFAULT = new GateSettings(0.01, 0.05, 30, 20, 0.7, 0.2, false);

    public GateSettings {
        share("margin", margin);
        share("class-loss", classLoss);
        share("new-class-recall", newClassRecall);
        share("most-contradicted", mostContradicted);
        if (classExamples < 1 || newClassExamples < 1) {
            throw new IllegalArgumentException("the gate needs at least 1 test example of a class");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("gate: " + name + " must be 0 to 1, not " + value);
        }
    }
}
