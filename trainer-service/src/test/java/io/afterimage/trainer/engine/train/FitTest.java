package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Probe;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final int WIDTH = 6;

    @Test
    void aHeadLearnsClustersAndTheBestEpochIsKept() throws Exception {
        Fit fit = new Fit(16, 40, 5, .05, .01, 0, List.of(), 1);
        Fit.Result result =
                fit.run(head(), List.of("head", "bias"), clusters(200, 1, .7), clusters(100, 2, .7), epoch -> {});
        List<Double> losses =
                result.epochs().stream().map(Fit.Epoch::validationLoss).toList();
        assertThat(losses.get(result.best()))
                .isEqualTo(losses.stream().min(Double::compare).orElseThrow());
        assertThat(losses.get(result.best())).isLessThan(.5 * Math.log(5));
    }

    @Test
    void anEpochSaysHowOftenItIsRight() throws Exception {
        Fit fit = new Fit(16, 40, 5, .05, .01, 0, List.of(), 1);
        Fit.Result sure =
                fit.run(head(), List.of("head", "bias"), clusters(200, 1, .1), clusters(100, 2, .1), epoch -> {});
        Fit.Result guessed = fit.run(head(), List.of("head", "bias"), noise(60, 1), noise(60, 2), epoch -> {});
        assertThat(sure.epochs().get(sure.best()).validationAccuracy()).isGreaterThan(.95);
        assertThat(guessed.epochs().get(guessed.best()).validationAccuracy()).isLessThan(.6);
    }

    @Test
    void noiseIsGivenUpEarly() throws Exception {
        Fit fit = new Fit(16, 400, 3, .1, 0, 0, List.of(), 1);
        Fit.Result result = fit.run(head(), List.of("head", "bias"), noise(60, 1), noise(60, 2), epoch -> {});
        assertThat(result.epochs()).hasSize(result.best() + 1 + 3);
        assertThat(result.temperature()).isGreaterThan(1);
    }

    @Test
    void theWeightsAreThoseOfTheBestEpoch() throws Exception {
        Graph graph = head();
        Fit fit = new Fit(16, 30, 3, .3, 0, 0, List.of(), 1);
        Features validation = noise(60, 2);
        Fit.Result result = fit.run(graph, List.of("head", "bias"), noise(60, 1), validation, epoch -> {});
        assertThat(result.best()).isLessThan(result.epochs().size() - 1);
        TrainingSettings any = new TrainingSettings(new LearningRate(1, 0, 1), 0, 0, List.of(), 1);
        try (Trainer kept = new Trainer(graph.with(result.weights()), List.of("head"), any)) {
            float[] logits = kept.logits(validation.values(), 60, WIDTH);
            assertThat(Temperature.loss(logits, validation.classes(), 1))
                    .isEqualTo(result.epochs().get(result.best()).validationLoss());
        }
    }

    @Test
    void aTrainedHeadWithANewClassIsWrittenIntoThePackage() throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(TestNetworks.residual(), 5));
        List<String> labels = new ArrayList<>(model.description().labels());
        labels.add("new");
        Graph extended = Head.of(
                model.whole(),
                model.description().tensors(),
                model.description().labels(),
                labels,
                1);
        Graph behind = extended.between(List.of("flat"), model.logits().outputs());
        Fit.Result result = new Fit(16, 5, 5, .05, 0, .1, List.of(), 1)
                .run(behind, List.of("head", "bias"), clusters(100, 1, .5), clusters(100, 2, .5), epoch -> {});
        List<TensorProto> constants = new ArrayList<>(result.weights());
        constants.add(Constants.of(
                model.description().tensors().temperature(), List.of(1L), new float[] {(float) result.temperature()}));
        byte[] file = model.write(extended.with(constants), labels);
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            assertThat(session.run(Probe.pixels(session.model().geometry(), 0), 1)
                            .probabilities(0))
                    .hasSize(6);
        }
    }

    private static Graph head() throws Exception {
        return Graph.of(TestNetworks.residual()).between(List.of("flat"), List.of("y"));
    }

    private static Features clusters(int count, long seed, double spread) {
        Random centres = new Random(9);
        double[][] centre = new double[5][WIDTH];
        for (double[] row : centre) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = centres.nextGaussian();
            }
        }
        Random random = new Random(seed);
        float[] values = new float[count * WIDTH];
        int[] classes = new int[count];
        for (int i = 0; i < values.length; i++) {
            classes[i / WIDTH] = i / WIDTH % 5;
            values[i] = (float) (centre[i / WIDTH % 5][i % WIDTH] + spread * random.nextGaussian());
        }
        return new Features(values, new long[] {WIDTH}, classes);
    }

    private static Features noise(int count, long seed) {
        Features features = clusters(count, seed, 1);
        int[] classes = new Random(seed).ints(count, 0, 5).toArray();
        return new Features(features.values(), features.shape(), classes);
    }
}
