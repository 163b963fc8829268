package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.model.TensorNames;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.train.Features;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadLessonTest {
    private static final int WIDTH = 30;
    private static final int MANY = 1000;
    private static final String LAYER = "y = Gemm x head:30,2 bias:2";
    private static final Settings USUAL = Settings.of(Preset.HEAD, 1, 1);

    private final List<Progress> progress = new ArrayList<>();

    @Test
    void wrongLabelsCallForTheStrongestPenaltyAndTheirTruthIsFound() throws Exception {
        Graph graph = graph("y = Gemm x head:" + MANY + ",2 bias:2");
        Features training = manyTell(60, 1);
        Features validation = manyTell(4000, 2);

        Lesson.Outcome clean = lesson(USUAL).run(graph, training, validation);
        Lesson.Outcome wrong = lesson(USUAL).run(graph, withWrong(training), withWrong(validation));

        assertThat(clean.penalty()).isLessThan(1);
        assertThat(wrong.penalty()).isEqualTo(30);
        assertThat(wrong.curve(true).best()).isZero();
        assertThat(accuracy(clean, validation)).isGreaterThan(.95);
        assertThat(accuracy(wrong, validation)).isGreaterThan(.95);
    }

    @Test
    void whatIsKeptHasLearnedFromAllAndWhatProvesItHasNot() throws Exception {
        Features training = examples(40, 1);
        Features validation = examples(30, 2);
        Features all = joined(training, validation);
        HeadLesson lesson = lesson(USUAL);
        Lesson.Outcome proof = lesson.run(graph(LAYER), training, validation);
        Lesson.Outcome kept = lesson.again(graph(LAYER), proof, all);
        assertThat(kept.weights())
                .isNotEqualTo(proof.weights())
                .isEqualTo(lesson.run(graph(LAYER), all, validation).weights());
        assertThat(kept.result().logits()).isEqualTo(proof.result().logits());
        assertThat(kept.result().temperature()).isEqualTo(proof.result().temperature());
    }

    @Test
    void aFewHeldOutExamplesChooseNothing() throws Exception {
        Lesson.Outcome few = lesson(USUAL).run(graph(LAYER), examples(200, 1), examples(49, 2));
        assertThat(few.curve(true).epochs()).hasSize(1);
        Lesson.Outcome enough = lesson(USUAL).run(graph(LAYER), examples(200, 1), examples(50, 2));
        assertThat(enough.curve(true).epochs()).hasSizeGreaterThan(1);
        assertThat(progress).hasSize(1 + enough.curve(true).epochs().size());
    }

    @Test
    void aRateIsForStepsAndSoIsAHeadThatBendsItsLogits() throws Exception {
        Settings rated = new Settings(Preset.HEAD, 1, 1, 3, .01, null, null, null, null, null, null, null);
        Lesson.Outcome steps = lesson(rated).run(graph(LAYER), examples(40, 1), examples(30, 2));
        assertThat(steps.rate()).isEqualTo(.01);
        assertThat(steps.penalty()).isZero();
        Graph bent = graph("t = Gemm x head:30,2 bias:2", "y = Relu t");
        assertThat(lesson(USUAL).run(bent, examples(40, 1), examples(30, 2)).penalty())
                .isZero();
    }

    @Test
    void featuresThatAreNoNumbersEndItWithAReason() {
        Features broken = examples(40, 1);
        broken.values()[3] = Float.POSITIVE_INFINITY;
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> lesson(USUAL).run(graph(LAYER), broken, examples(30, 2)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DIVERGED));
    }

    private HeadLesson lesson(Settings settings) {
        List<String> labels = List.of("a", "b");
        Lesson lesson =
                new Lesson(Stage.HEAD, Recipe.ofHead(settings, 40), Balance.of(20, 20), List.of(), 1, progress::add);
        Columns columns = new Columns(new TensorNames("x", "y", "x", "head", "bias", ""), labels, labels);
        return new HeadLesson(lesson, settings, columns, 1);
    }

    private static Graph graph(String... layers) throws Exception {
        return Graph.of(TestNetworks.of(layers));
    }

    /** Of two classes, which three of many features tell. */
    private static Features examples(int count, long seed) {
        return drawn(count, WIDTH, 3, 3, seed);
    }

    /** Of two classes, which each of very many features tells: but under a great penalty wrong labels are learned too. */
    private static Features manyTell(int count, long seed) {
        return drawn(count, MANY, MANY, 2, seed);
    }

    /** @param telling how many of the features are another by so much in the second class */
    private static Features drawn(int count, int width, int telling, double by, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count * width];
        for (int i = 0; i < values.length; i++) {
            boolean tells = i / width % 2 == 1 && i % width < telling;
            values[i] = (float) (random.nextGaussian() + (tells ? by : 0));
        }
        int[] classes = IntStream.range(0, count).map(i -> i % 2).toArray();
        return new Features(values, new long[] {width}, classes);
    }

    /** Two in five labels of each class are wrong. */
    private static Features withWrong(Features examples) {
        int[] classes = examples.classes().clone();
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i % 5 < 2 ? 1 - classes[i] : classes[i];
        }
        return new Features(examples.values(), examples.shape(), classes);
    }

    /** The share of the validation examples that are taken for what they truly are. */
    private static double accuracy(Lesson.Outcome outcome, Features truth) {
        float[] logits = outcome.result().logits();
        int right = 0;
        for (int i = 0; i < truth.classes().length; i++) {
            int answer = logits[2 * i + 1] > logits[2 * i] ? 1 : 0;
            right += answer == truth.classes()[i] ? 1 : 0;
        }
        return right / (double) truth.classes().length;
    }

    private static Features joined(Features first, Features second) {
        float[] values = new float[first.values().length + second.values().length];
        System.arraycopy(first.values(), 0, values, 0, first.values().length);
        System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
        int[] classes = new int[values.length / WIDTH];
        System.arraycopy(first.classes(), 0, classes, 0, first.classes().length);
        System.arraycopy(second.classes(), 0, classes, first.classes().length, second.classes().length);
        return new Features(values, first.shape(), classes);
    }
}
