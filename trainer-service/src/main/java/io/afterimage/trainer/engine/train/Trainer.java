package io.afterimage.trainer.engine.train;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.Interpreter;
import io.afterimage.trainer.engine.Parameters;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.operator.Tensors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Teaches weights of one graph, step by step: AdamW (Loshchilov and Hutter, Decoupled Weight Decay Regularization) on the cross
 * entropy of the logits. The same seed, batches and number of threads give the same weights, bit for bit, on one machine. Holds
 * native memory: close it. For one thread; one at a time in a process, as libtorch has one source of random numbers.
 */
public final class Trainer implements AutoCloseable {
    private static final int MEAN = 1;
    private static final int IGNORE_NONE = -100;

    private final Interpreter interpreter;
    private final Parameters parameters;
    private final List<String> weights;
    private final List<String> learned;
    private final TrainingSettings settings;
    private final AdamW optimizer;
    private int step;

    /**
     * Begins a training.
     *
     * @param graph from one float32 (or uint8) tensor to the logits [N, classes]
     * @param learned names of those of its constants that learn, each one of {@link Weights#of}; or of
     *     {@link Weights#statistics}, which then follow the batches
     * @throws UntrainableModelException naming the operator or constant that is not covered
     */
    public Trainer(Graph graph, List<String> learned, TrainingSettings settings) throws UntrainableModelException {
        Set<String> statistics = Weights.statistics(graph);
        statistics.retainAll(learned);
        this.weights = learned.stream().filter(name -> !statistics.contains(name)).toList();
        if (weights.isEmpty() || !new HashSet<>(Weights.of(graph)).containsAll(weights)) {
            throw new IllegalArgumentException("Not all of these can learn: " + learned);
        }
        this.interpreter = new Interpreter(graph, statistics);
        this.learned = List.copyOf(learned);
        this.settings = settings;
        this.parameters = Parameters.of(graph);
        parameters.learn(weights);
        this.optimizer = optimizer();
        torch.manual_seed(settings.seed());
    }

    private AdamW optimizer() {
        try (PointerScope scope = new PointerScope()) {
            TensorVector decaying = new TensorVector();
            TensorVector others = new TensorVector();
            for (String weight : weights) {
                Tensor tensor = parameters.get(weight);
                (tensor.dim() > 1 ? decaying : others).push_back(tensor);
            }
            AdamW adam = new AdamW(
                    new OptimizerParamGroupVector(),
                    new AdamWOptions(settings.rate().peak()));
            add(adam, decaying, settings.weightDecay());
            add(adam, others, 0);
            adam.retainReference();
            return adam;
        }
    }

    private void add(AdamW adam, TensorVector tensors, double decay) {
        AdamWOptions options = new AdamWOptions(settings.rate().peak());
        options.weight_decay().put(decay);
        adam.add_param_group(new OptimizerParamGroup(tensors, options));
    }

    /**
     * Learns from one batch.
     *
     * @return the loss before the step, with the penalty
     * @throws DivergedException if that is not finite; no weight has changed then
     */
    public double step(Batch batch) {
        return step(batch, settings.rate().at(step));
    }

    /** The same at another rate than the step's own. */
    double step(Batch batch, double rate) {
        try (PointerScope scope = new PointerScope()) {
            OptimizerParamGroupVector groups = optimizer.param_groups();
            for (long i = 0; i < groups.size(); i++) {
                groups.get(i).options().set_lr(rate);
            }
            optimizer.zero_grad();
            Tensor loss = penalized(loss(batch, true));
            double value = loss.item_double();
            if (!Double.isFinite(value)) {
                throw new DivergedException(step, value);
            }
            loss.backward();
            optimizer.step();
            step++;
            return value;
        }
    }

    private Tensor penalized(Tensor loss) {
        Tensor sum = loss;
        for (String weight : settings.penalty() > 0 ? weights : List.<String>of()) {
            Tensor tensor = parameters.get(weight);
            if (tensor.dim() > 1) {
                sum = sum.add(tensor.square().sum().mul(new Scalar(settings.penalty() / 2)));
            }
        }
        return sum;
    }

    /** The loss on a batch, as in training but with nothing dropped and nothing learned. */
    public double loss(Batch batch) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard none = new NoGradGuard()) {
            return loss(batch, false).item_double();
        }
    }

    private Tensor loss(Batch batch, boolean training) {
        Tensor logits = run(batch.values(), batch.shape(), training);
        Tensor first = crossEntropy(logits, batch.classes());
        if (batch.share() == 1) {
            return first;
        }
        Tensor second = crossEntropy(logits, batch.others());
        return first.mul(new Scalar(batch.share())).add(second.mul(new Scalar(1 - batch.share())));
    }

    private Tensor crossEntropy(Tensor logits, int[] classes) {
        long[] targets = new long[classes.length];
        for (int i = 0; i < classes.length; i++) {
            targets[i] = classes[i];
        }
        return torch.cross_entropy_loss(
                logits,
                Tensors.of(targets, targets.length),
                classWeights(),
                MEAN,
                IGNORE_NONE,
                settings.labelSmoothing());
    }

    private TensorOptional classWeights() {
        List<Float> given = settings.classWeights();
        if (given.isEmpty()) {
            return new TensorOptional();
        }
        float[] values = new float[given.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = given.get(i);
        }
        return new TensorOptional(Tensors.of(values, values.length));
    }

    /**
     * The logits of examples, row by row.
     *
     * @param shape of the values, of which the first dimension counts the examples
     */
    public float[] logits(float[] values, long... shape) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard none = new NoGradGuard()) {
            return Tensors.floats(run(values, shape, false));
        }
    }

    private Tensor run(float[] values, long[] shape, boolean training) {
        Graph graph = interpreter.graph();
        Map<String, Tensor> inputs = Map.of(graph.inputs().get(0), Tensors.of(values, shape));
        return interpreter.run(inputs, parameters, training).values().iterator().next();
    }

    /** What has been learned, as constants of the graph. */
    public List<TensorProto> weights() {
        return parameters.written(learned);
    }

    @Override
    public void close() {
        optimizer.releaseReference();
        parameters.close();
    }
}
