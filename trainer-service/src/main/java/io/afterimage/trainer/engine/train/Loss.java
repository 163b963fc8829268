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
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The cross entropy of a graph's logits, through which its weights learn. What is computed belongs to the innermost
 * {@code PointerScope}. Holds native memory: close it. For one thread.
 */
final class Loss implements AutoCloseable {
    private static final int MEAN = 1;
    private static final int IGNORE_NONE = -100;

    private final Interpreter interpreter;
    private final Parameters parameters;
    private final List<String> weights;
    private final List<String> learned;
    private final double labelSmoothing;
    private final float[] classWeights;

    /**
     * Begins with the graph's own weights.
     *
     * @param graph from one float32 (or uint8) tensor to the logits [N, classes]
     * @param learned names of those of its constants that learn, each one of {@link Weights#of}; or of
     *     {@link Weights#statistics}, which then follow the batches
     * @param classWeights one a class, in the order of the logits; empty for all the same
     * @throws UntrainableModelException naming the operator or constant that is not covered
     */
    Loss(Graph graph, List<String> learned, double labelSmoothing, List<Float> classWeights)
            throws UntrainableModelException {
        Set<String> statistics = Weights.statistics(graph);
        statistics.retainAll(learned);
        this.weights =
                learned.stream().filter(name -> !statistics.contains(name)).toList();
        if (weights.isEmpty() || !new HashSet<>(Weights.of(graph)).containsAll(weights)) {
            throw new IllegalArgumentException("Not all of these can learn: " + learned);
        }
        this.interpreter = new Interpreter(graph, statistics);
        this.learned = List.copyOf(learned);
        this.labelSmoothing = labelSmoothing;
        this.classWeights = new float[classWeights.size()];
        for (int i = 0; i < this.classWeights.length; i++) {
            this.classWeights[i] = classWeights.get(i);
        }
        this.parameters = Parameters.of(graph);
        parameters.learn(weights);
    }

    /** The weights that learn; they stay this object's. */
    List<Tensor> weights() {
        return weights.stream().map(parameters::get).toList();
    }

    /** Whether something is a matrix or a kernel: biases, scales and shifts are never held down. */
    static boolean isHeldDown(Tensor weight) {
        return weight.dim() > 1;
    }

    /** @param training whether dropout drops */
    Tensor of(Batch batch, boolean training) {
        Tensor logits = logits(Tensors.of(batch.values(), batch.shape()), training);
        Tensor first = crossEntropy(logits, classes(batch.classes()));
        if (batch.share() == 1) {
            return first;
        }
        Tensor second = crossEntropy(logits, classes(batch.others()));
        return first.mul(new Scalar(batch.share())).add(second.mul(new Scalar(1 - batch.share())));
    }

    /**
     * Of examples that are tensors already. Nothing is dropped: the same weights give the same.
     *
     * @param classes int64 [N]
     */
    Tensor of(Tensor values, Tensor classes) {
        return crossEntropy(logits(values, false), classes);
    }

    static Tensor classes(int[] classes) {
        long[] targets = new long[classes.length];
        for (int i = 0; i < classes.length; i++) {
            targets[i] = classes[i];
        }
        return Tensors.of(targets, targets.length);
    }

    private Tensor crossEntropy(Tensor logits, Tensor classes) {
        TensorOptional weighed = classWeights.length == 0
                ? new TensorOptional()
                : new TensorOptional(Tensors.of(classWeights, classWeights.length));
        return torch.cross_entropy_loss(logits, classes, weighed, MEAN, IGNORE_NONE, labelSmoothing);
    }

    /**
     * The logits of examples, row by row.
     *
     * @param shape of the values, of which the first dimension counts the examples
     */
    float[] logits(float[] values, long... shape) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard none = new NoGradGuard()) {
            return Tensors.floats(logits(Tensors.of(values, shape), false));
        }
    }

    private Tensor logits(Tensor values, boolean training) {
        Map<String, Tensor> inputs = Map.of(interpreter.graph().inputs().get(0), values);
        return interpreter.run(inputs, parameters, training).values().iterator().next();
    }

    /** What has been learned, as constants of the graph. */
    List<TensorProto> written() {
        return parameters.written(learned);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
