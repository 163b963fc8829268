package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class DescentTest {
    private static final int COUNT = 200;
    private static final int WIDTH = 6;
    private static final int CLASSES = 5;
    private static final double PENALTY = .05;
    private static final List<String> HEAD = List.of("head", "bias");

    @Test
    void theOptimumIsTheSameWhereverItBegins() throws Exception {
        Graph graph = head();
        float[] zeros = new float[WIDTH * CLASSES];
        Graph other =
                graph.with(List.of(Constants.of("head", graph.constant("head").getDimsList(), zeros)));
        try (Descent one = descent(graph, List.of());
                Descent two = descent(other, List.of())) {
            one.to(PENALTY);
            two.to(10);
            two.to(PENALTY);
            assertThat(learned(one, "head")).containsExactly(learned(two, "head"), Offset.offset(.01f));
            assertThat(learned(one, "bias")).containsExactly(learned(two, "bias"), Offset.offset(.01f));
        }
    }

    @Test
    void theOptimumIsWhereTheLossAsItIsDefinedIsFlat() throws Exception {
        Features examples = noise();
        try (Descent descent = descent(head(), List.of())) {
            double lowest = descent.to(PENALTY);
            float[] weight = learned(descent, "head");
            float[] bias = learned(descent, "bias");
            assertThat(loss(examples, weight, bias)).isCloseTo(lowest, Offset.offset(1e-5));
            assertThat(slopes(examples, weight, bias)).containsOnly(new double[] {0}, Offset.offset(1e-3));
        }
    }

    private static double loss(Features examples, float[] weight, float[] bias) {
        double loss = 0;
        for (int i = 0; i < COUNT; i++) {
            loss -= Math.log(probabilities(examples, i, weight, bias)[examples.classes()[i]]) / COUNT;
        }
        for (float one : weight) {
            loss += PENALTY / 2 * one * one;
        }
        return loss;
    }

    /** In each weight, then in each bias. */
    private static double[] slopes(Features examples, float[] weight, float[] bias) {
        double[] slopes = new double[weight.length + CLASSES];
        for (int i = 0; i < COUNT; i++) {
            double[] probabilities = probabilities(examples, i, weight, bias);
            for (int c = 0; c < CLASSES; c++) {
                double error = (probabilities[c] - (examples.classes()[i] == c ? 1 : 0)) / COUNT;
                for (int f = 0; f < WIDTH; f++) {
                    slopes[f * CLASSES + c] += error * examples.values()[i * WIDTH + f];
                }
                slopes[weight.length + c] += error;
            }
        }
        for (int f = 0; f < weight.length; f++) {
            slopes[f] += PENALTY * weight[f];
        }
        return slopes;
    }

    private static double[] probabilities(Features examples, int example, float[] weight, float[] bias) {
        double[] probabilities = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            double logit = bias[c];
            for (int f = 0; f < WIDTH; f++) {
                logit += examples.values()[example * WIDTH + f] * weight[f * CLASSES + c];
            }
            probabilities[c] = Math.exp(logit);
            sum += probabilities[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }

    @Test
    void theSameExamplesGiveTheSameBytes() throws Exception {
        List<TensorProto> first = afterTwoPenalties();
        assertThat(afterTwoPenalties()).isEqualTo(first);
    }

    private static List<TensorProto> afterTwoPenalties() throws Exception {
        try (Descent descent = descent(head(), List.of())) {
            descent.to(1);
            descent.to(PENALTY);
            return descent.weights();
        }
    }

    @Test
    void underAGreatPenaltyOnlyTheClassesSharesAreLearned() throws Exception {
        List<Float> weights = List.of(1f, 1f, 1f, 1f, 4f);
        try (Descent descent = descent(head(), weights)) {
            descent.to(100);
            assertThat(learned(descent, "head")).containsOnly(new float[] {0}, Offset.offset(.01f));
            float[] bias = learned(descent, "bias");
            double expected = Math.log(4.0 * count(4) / count(0));
            assertThat(bias[4] - bias[0]).isCloseTo((float) expected, Offset.offset(.05f));
        }
    }

    private static long count(int wanted) {
        return Arrays.stream(noise().classes()).filter(c -> c == wanted).count();
    }

    @Test
    void aFeatureThatIsNoNumberIsNoOptimumAndChangesNothing() throws Exception {
        Features examples = noise();
        examples.values()[7] = Float.NaN;
        Graph graph = head();
        try (Descent descent = new Descent(graph, HEAD, examples, 0, List.of())) {
            assertThatExceptionOfType(DivergedException.class).isThrownBy(() -> descent.to(1));
            assertThat(learned(descent, "head")).isEqualTo(Constants.floats(graph.constant("head")));
        }
    }

    @Test
    void whatIsTriedOnTheWayIsNotKept() throws Exception {
        try (Descent descent = descent(head(), List.of())) {
            descent.to(1);
            long pointers = Pointer.totalCount();
            for (int i = 0; i < 10; i++) {
                descent.to(i % 2 == 0 ? .01 : 1);
            }
            assertThat(Pointer.totalCount()).isEqualTo(pointers);
        }
    }

    private static float[] learned(Descent descent, String name) throws Exception {
        TensorProto weight = descent.weights().get(HEAD.indexOf(name));
        return Constants.floats(weight);
    }

    private static Descent descent(Graph graph, List<Float> classWeights) throws Exception {
        return new Descent(graph, HEAD, noise(), 0, classWeights);
    }

    private static Graph head() throws Exception {
        return Graph.of(TestNetworks.residual()).between(List.of("flat"), List.of("y"));
    }

    /** Of five classes, each of which one of six features tells a little. */
    private static Features noise() {
        Random random = new Random(3);
        float[] values = new float[COUNT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int[] classes = random.ints(COUNT, 0, CLASSES).toArray();
        for (int i = 0; i < classes.length; i++) {
            values[i * WIDTH + classes[i]] += 1;
        }
        return new Features(values, new long[] {WIDTH}, classes);
    }
}
