package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class TrainerTest {
    @Test
    void onlyTheWeightsThatAreListedLearn() throws Exception {
        Graph graph = Graph.of(TestNetworks.residual());
        try (Trainer trainer = new Trainer(graph, List.of("head", "bias"), settings(.1, 0))) {
            for (int i = 0; i < 3; i++) {
                trainer.step(batch(i));
            }
            List<TensorProto> learned = trainer.weights();
            assertThat(learned).extracting(TensorProto::getName).containsExactly("head", "bias");
            for (TensorProto weight : learned) {
                assertThat(Constants.floats(weight)).isNotEqualTo(Constants.floats(graph.constant(weight.getName())));
            }
            assertSameLogits(trainer, graph.with(learned));
        }
    }

    @Test
    void whatIsNoWeightIsNeverLearned() throws Exception {
        Graph graph = Graph.of(TestNetworks.of(
                "n = BatchNormalization x scale:3 shift:3 mean:3 variance:3",
                "twice = Mul n factor:1",
                "flat = Flatten twice",
                "y = Gemm flat head:192,5"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(graph, List.of("head", "factor"), settings(.1, 0)))
                .withMessageContaining("factor");
    }

    @Test
    void theLossIsTheSmoothedAndWeightedCrossEntropy() throws Exception {
        Graph graph = Graph.of(TestNetworks.residual());
        List<Float> classWeights = List.of(1f, 2f, .5f, 1f, 3f);
        TrainingSettings settings = new TrainingSettings(new LearningRate(.1, 0, 10), 0, .2, classWeights, 1);
        Batch batch = batch(1);
        try (Trainer trainer = new Trainer(graph, List.of("head"), settings)) {
            float[] logits = trainer.logits(batch.values(), batch.shape());
            assertThat(trainer.loss(batch)).isCloseTo(loss(logits, batch.classes(), classWeights), Offset.offset(1e-5));
        }
    }

    /** As libtorch defines it: smoothed labels, weighted by class, over the sum of the examples' weights. */
    private static double loss(float[] logits, int[] classes, List<Float> weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < classes.length; i++) {
            float[] row = Arrays.copyOfRange(logits, 5 * i, 5 * i + 5);
            double all = 0;
            for (float logit : row) {
                all += Math.exp(logit);
            }
            for (int c = 0; c < 5; c++) {
                double share = (c == classes[i] ? .8 : 0) + .2 / 5;
                sum -= share * weights.get(c) * (row[c] - Math.log(all));
            }
            total += weights.get(classes[i]);
        }
        return sum / total;
    }

    @Test
    void aLossThatIsNoNumberStopsBeforeItDoesHarm() throws Exception {
        Graph graph = Graph.of(TestNetworks.residual());
        Batch good = batch(1);
        float[] broken = good.values().clone();
        broken[0] = Float.NaN;
        try (Trainer trainer = new Trainer(graph, List.of("head"), settings(.1, 0))) {
            assertThatExceptionOfType(DivergedException.class)
                    .isThrownBy(() -> trainer.step(new Batch(broken, good.shape(), good.classes())))
                    .withMessageContaining("lower rate");
            assertSameLogits(trainer, graph);
        }
    }

    @Test
    void hundredsOfStepsLeaveNothingBehind() throws Exception {
        Graph graph = Graph.of(TestNetworks.residual());
        // The activations of one step take some 2 MB: kept, 150 steps would take 300.
        Batch batch = batch(1, 128);
        try (Trainer trainer = new Trainer(graph, Weights.of(graph), settings(1e-3, .01))) {
            for (int i = 0; i < 20; i++) {
                trainer.step(batch);
            }
            long pointers = Pointer.totalCount();
            long memory = Pointer.physicalBytes();
            for (int i = 0; i < 150; i++) {
                trainer.step(batch);
            }
            assertThat(Pointer.totalCount()).isEqualTo(pointers);
            assertThat(Pointer.physicalBytes() - memory).isLessThan(100L << 20);
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherOneOthers() throws Exception {
        String first = SameSeed.hash(1);
        assertThat(SameSeed.hash(1)).isEqualTo(first);
        assertThat(SameSeed.hash(2)).isNotEqualTo(first);
        assertThat(inAnotherProcess(1)).isEqualTo(first);
    }

    private static String inAnotherProcess(long seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameSeed.class.getName(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertSameLogits(Trainer trainer, Graph graph) throws Exception {
        Batch batch = batch(9);
        try (Trainer other = new Trainer(graph, List.of("head"), settings(.1, 0))) {
            assertThat(trainer.logits(batch.values(), batch.shape()))
                    .containsExactly(other.logits(batch.values(), batch.shape()), Offset.offset(1e-6f));
        }
    }

    private static TrainingSettings settings(double rate, double decay) {
        return new TrainingSettings(new LearningRate(rate, 0, 1000), decay, 0, List.of(), 1);
    }

    private static Batch batch(long seed) {
        return batch(seed, 8);
    }

    private static Batch batch(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count * 3 * TestNetworks.SIDE * TestNetworks.SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int[] classes = random.ints(count, 0, 5).toArray();
        return new Batch(values, new long[] {count, 3, TestNetworks.SIDE, TestNetworks.SIDE}, classes);
    }
}
