package io.afterimage.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.TestScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the gate errs, with test sets drawn at random from fixed seeds. */
class GateSimulationTest {
    private static final List<String> LABELS = List.of("cat", "dog");
    private static final int TIMES = 400;

    @Test
    void anEquallyGoodCandidateHardlyEverGetsOut() {
        assertThat(promoted(100, 0.90, 0.90, 1, 0)).isLessThan(0.025);
        assertThat(promoted(500, 0.90, 0.90, 1, 0)).isLessThan(0.025);
    }

    @Test
    void aWorseCandidateNeverGetsOut() {
        assertThat(promoted(100, 0.90, 0.87, 1, 0)).isLessThan(0.01);
        assertThat(promoted(500, 0.90, 0.87, 1, 0)).isZero();
    }

    @Test
    void aBetterCandidateGetsOutOnceThereIsEnoughToTell() {
        assertThat(promoted(100, 0.80, 0.95, 1, 0)).isGreaterThan(0.7);
        assertThat(promoted(500, 0.90, 0.95, 1, 0)).isGreaterThan(0.7);
    }

    @Test
    void scenesOfTenFramesDoNotMakeChanceAProof() {
        assertThat(promoted(1000, 0.90, 0.90, 10, 0)).isLessThan(0.025);
    }

    @Test
    void wrongLabelsInTheTestHideImprovementsButMakeNone() {
        assertThat(promoted(500, 0.90, 0.90, 1, 0.4)).isLessThan(0.025);
        assertThat(promoted(500, 0.90, 0.85, 1, 0.4)).isLessThan(0.025);
        assertThat(promoted(500, 0.70, 0.97, 1, 0.4)).isGreaterThan(0.1);
    }

    /**
     * Ten runs from data of which 40% are wrong, on the same test set with as many wrong labels: each candidate is somewhat
     * worse or somewhat better, and what is live may never become worse.
     */
    @Test
    void whatIsLiveNeverGetsWorseOverTenRunsWithWrongLabels() {
        int fell = 0;
        int rose = 0;
        for (int series = 0; series < 60; series++) {
            Random random = new Random(series);
            double live = 0.90;
            List<Example> examples = examples(random, 600, 1, 0.4);
            for (int run = 1; run <= 10; run++) {
                double candidate = 0.80 + 0.18 * random.nextDouble();
                if (judge(random, examples, live, candidate, new TestUse(1, run, Instant.MIN))) {
                    fell += candidate < live - 0.01 ? 1 : 0;
                    rose += candidate > live ? 1 : 0;
                    live = candidate;
                }
            }
        }

        assertThat(fell).isZero();
        assertThat(rose).isPositive();
    }

    /** @param label what the test set says, right or wrong */
    private record Example(String sha256, String group, String truth, String label) {}

    /** How often a candidate is promoted. */
    private static double promoted(int examples, double live, double candidate, int scene, double wrongLabels) {
        Random random = new Random(7);
        int promoted = 0;
        for (int i = 0; i < TIMES; i++) {
            List<Example> drawn = examples(random, examples, scene, wrongLabels);
            promoted += judge(random, drawn, live, candidate, TestUse.FIRST) ? 1 : 0;
        }
        return (double) promoted / TIMES;
    }

    private static List<Example> examples(Random random, int count, int scene, double wrongLabels) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String truth = LABELS.get(random.nextInt(2));
            String label = random.nextDouble() < wrongLabels ? other(truth) : truth;
            examples.add(new Example(String.format("%064x", i), "scene " + i / scene, truth, label));
        }
        return examples;
    }

    private static boolean judge(Random random, List<Example> examples, double live, double candidate, TestUse use) {
        ModelScores before = scores(random, examples, "b", live);
        ModelScores after = scores(random, examples, "a", candidate);
        return new Gate(GateSettings.DEFAULT, LabelMap.NONE)
                        .judge(before, after, use)
                        .decided()
                == Verdict.PROMOTED;
    }

    /** A model that is right with the given probability, the same for all examples of a scene. */
    private static ModelScores scores(Random random, List<Example> examples, String version, double accuracy) {
        List<TestScore> scores = new ArrayList<>();
        String scene = "";
        boolean right = false;
        for (Example example : examples) {
            if (!example.group().equals(scene)) {
                scene = example.group();
                right = random.nextDouble() < accuracy;
            }
            String said = right ? example.truth() : other(example.truth());
            double[] probabilities = said.equals("cat") ? new double[] {0.8, 0.2} : new double[] {0.2, 0.8};
            scores.add(new TestScore(example.sha256(), example.group(), example.label(), probabilities));
        }
        return new ModelScores(version, LABELS, scores);
    }

    private static String other(String label) {
        return label.equals("cat") ? "dog" : "cat";
    }
}
