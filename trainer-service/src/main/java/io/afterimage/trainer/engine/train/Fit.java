package io.afterimage.trainer.engine.train;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Teaches a graph from features until the loss on others no longer falls, and keeps the best epoch.
 *
 * @param batch most examples in one step
 * @param epochs most times that all examples are seen
 * @param patience epochs without a better validation loss after which it ends
 * @param rate the highest learning rate
 * @param weightDecay of AdamW
 * @param labelSmoothing from 0 to below 1; not in the validation loss
 * @param classWeights one a class, or empty
 * @param seed of the order of the examples, and of dropout
 */
public record Fit(
        int batch,
        int epochs,
        int patience,
        double rate,
        double weightDecay,
        double labelSmoothing,
        List<Float> classWeights,
        long seed) {
    private static final double WARM_UP = .1;

    public Fit {
        classWeights = List.copyOf(classWeights);
        if (batch < 1 || epochs < 1 || patience < 1) {
            throw new IllegalArgumentException("batch " + batch + ", epochs " + epochs + ", patience " + patience);
        }
    }

    /**
     * What an epoch came to.
     *
     * @param trainingLoss mean over its steps
     * @param validationLoss negative log-likelihood after it, weighted by class as the training loss is
     * @param validationAccuracy share of the validation examples that are right after it; null in records of old
     */
    public record Epoch(
            double trainingLoss,
            double validationLoss,
            @Nullable Double validationAccuracy) {
        /**
         * From what it gave for the validation examples.
         *
         * @param logits row by row
         * @param classes of the examples
         * @param classWeights one a class, or empty
         */
        public static Epoch of(double trainingLoss, float[] logits, int[] classes, List<Float> classWeights) {
            return new Epoch(trainingLoss, Temperature.loss(logits, classes, classWeights), accuracy(logits, classes));
        }

        private static double accuracy(float[] logits, int[] classes) {
            int width = logits.length / classes.length;
            int right = 0;
            for (int i = 0; i < classes.length; i++) {
                int best = 0;
                for (int c = 1; c < width; c++) {
                    best = logits[i * width + c] > logits[i * width + best] ? c : best;
                }
                right += best == classes[i] ? 1 : 0;
            }
            return (double) right / classes.length;
        }
    }

    /**
     * What was learned.
     *
     * @param weights of the epoch that is kept
     * @param best that epoch, from 0
     * @param temperature that makes its probabilities honest on the validation examples
     * @param epochs all that were run
     * @param logits of the validation examples in that epoch, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Result(List<TensorProto> weights, int best, double temperature, List<Epoch> epochs, float[] logits) {
        public Result {
            weights = List.copyOf(weights);
            epochs = List.copyOf(epochs);
        }

        /** The same among other epochs. */
        public Result with(List<Epoch> others) {
            return new Result(weights, best, temperature, others, logits);
        }

        /**
         * Whether it does better on the same validation examples by more than chance: by more than one standard error of the paired
         * difference.
         */
        public boolean isClearlyBetter(Result other, int[] classes) {
            double[] own = Temperature.losses(logits, classes, temperature);
            double[] others = Temperature.losses(other.logits, classes, other.temperature);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < own.length; i++) {
                sum += others[i] - own[i];
                squares += (others[i] - own[i]) * (others[i] - own[i]);
            }
            double mean = sum / own.length;
            return mean > Math.sqrt(Math.max(0, squares / own.length - mean * mean) / own.length);
        }
    }

    /**
     * Runs the training on the calling thread.
     *
     * @param graph from one example's features to its logits
     * @param weights names of those that learn
     * @param listener is told of each epoch; what it throws ends the training
     * @throws DivergedException if the loss is no number any more
     * @throws IOException if examples cannot be read
     */
    public Result run(
            Graph graph, List<String> weights, Examples training, Examples validation, Consumer<Epoch> listener)
            throws UntrainableModelException, IOException {
        int steps = (training.classes().length + batch - 1) / batch;
        LearningRate schedule = new LearningRate(rate, (int) (WARM_UP * steps * epochs), steps * epochs);
        TrainingSettings settings = new TrainingSettings(schedule, weightDecay, labelSmoothing, classWeights, seed);
        Random random = new Random(seed);
        List<Epoch> done = new ArrayList<>();
        Result result = new Result(List.of(), 0, 1, List.of(), new float[0]);
        double lowest = Double.POSITIVE_INFINITY;
        try (Trainer trainer = new Trainer(graph, weights, settings)) {
            while (done.size() < epochs && done.size() - result.best <= patience) {
                double loss = epoch(trainer, training, done.size(), random);
                float[] logits = logits(trainer, validation);
                Epoch epoch = Epoch.of(loss, logits, validation.classes(), classWeights);
                double held = requireFinite(epoch.validationLoss(), done.size());
                if (held < lowest) {
                    double temperature = Temperature.of(logits, validation.classes());
                    result = new Result(trainer.weights(), done.size(), temperature, List.of(), logits);
                    lowest = held;
                }
                done.add(epoch);
                listener.accept(epoch);
            }
        }
        return result.with(done);
    }

    private static double requireFinite(double loss, int epoch) {
        if (!Double.isFinite(loss)) {
            throw new DivergedException(
                    "the validation loss is " + loss + " after epoch " + epoch + "; train with a lower rate");
        }
        return loss;
    }

    private double epoch(Trainer trainer, Examples training, int epoch, Random random) throws IOException {
        List<Integer> order = indices(training);
        Collections.shuffle(order, random);
        double sum = 0;
        int steps = 0;
        for (List<Integer> examples : parts(order)) {
            sum += trainer.step(training.batch(examples, epoch));
            steps++;
        }
        return sum / steps;
    }

    private float[] logits(Trainer trainer, Examples examples) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (List<Integer> positions : parts(indices(examples))) {
            Batch part = examples.batch(positions, 0);
            rows.add(trainer.logits(part.values(), part.shape()));
        }
        float[] logits = new float[rows.stream().mapToInt(row -> row.length).sum()];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, logits, at, row.length);
            at += row.length;
        }
        return logits;
    }

    private List<List<Integer>> parts(List<Integer> examples) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += batch) {
            parts.add(examples.subList(from, Math.min(examples.size(), from + batch)));
        }
        return parts;
    }

    private static List<Integer> indices(Examples examples) {
        return new ArrayList<>(
                IntStream.range(0, examples.classes().length).boxed().toList());
    }
}
