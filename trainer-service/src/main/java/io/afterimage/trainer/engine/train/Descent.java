package io.afterimage.trainer.engine.train;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.operator.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Brings a graph whose logits are linear in its weights to the one optimum that its loss has with a penalty on large
 * weights: L-BFGS (Liu and Nocedal, On the limited memory BFGS method for large scale optimization) on all examples at
 * once. Nothing in it is random; the same examples and number of threads give the same weights, bit for bit, on one
 * machine. Holds native memory: close it. For one thread.
 */
public final class Descent implements AutoCloseable {
    private static final int MOST_STEPS = 100;
    private static final int HISTORY = 10;
    /** Slopes below this are those of an optimum. */
    private static final double FLAT = 1e-6;
    /** Single precision cannot tell losses that are closer: a search for less would go on among errors of rounding. */
    private static final double ALIKE = 1e-7;

    private final Loss loss;
    private final Tensor values;
    private final Tensor classes;

    /**
     * Begins with the graph's own weights.
     *
     * @param graph from one float32 tensor to the logits [N, classes]
     * @param weights names of those of its constants that learn, each one of {@link Weights#of}
     * @param examples to learn from, which are copied
     * @param labelSmoothing share of each label that is spread over all classes, from 0 to below 1
     * @param classWeights one a class, in the order of the logits; empty for all the same
     * @throws UntrainableModelException naming the operator or constant that is not covered
     */
    public Descent(
            Graph graph, List<String> weights, Features examples, double labelSmoothing, List<Float> classWeights)
            throws UntrainableModelException {
        this.loss = new Loss(graph, weights, labelSmoothing, classWeights);
        try (PointerScope scope = new PointerScope()) {
            this.values = Tensors.of(examples.values(), examples.shape(examples.classes().length))
                    .retainReference();
            this.classes = Loss.classes(examples.classes()).retainReference();
        }
    }

    /**
     * Goes on from where it is to the optimum under a penalty; quickly, if that is not far.
     *
     * @param penalty half of it, times the sum of the squares of all weights but biases, adds to the loss; above 0
     * @return the loss there, with the penalty
     * @throws DivergedException if that is not finite; where it was not so before, nothing has changed
     */
    public double to(double penalty) {
        var unused = finite(penalty);
        try (PointerScope scope = new PointerScope()) {
            TensorVector learning = new TensorVector();
            loss.weights().forEach(learning::push_back);
            LBFGS optimizer = new LBFGS(learning, options());
            optimizer.step(new LossClosure() {
                @Override
                public Tensor call() {
                    return slope(optimizer, penalty, scope);
                }
            });
        }
        return finite(penalty);
    }

    private static LBFGSOptions options() {
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(MOST_STEPS);
        options.max_eval().put(2 * MOST_STEPS);
        options.history_size().put(HISTORY);
        options.tolerance_grad().put(FLAT);
        options.tolerance_change().put(ALIKE);
        options.line_search_fn().put("strong_wolfe");
        return options;
    }

    /**
     * The loss, with its gradient in the weights.
     *
     * @param reader keeps the loss: libtorch reads it only once this has returned, when all else of the step is freed
     */
    private Tensor slope(LBFGS optimizer, double penalty, PointerScope reader) {
        try (PointerScope step = new PointerScope()) {
            optimizer.zero_grad();
            Tensor value = penalized(penalty);
            value.backward();
            Tensor plain = value.detach();
            reader.attach(plain);
            return plain;
        }
    }

    private double finite(double penalty) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard none = new NoGradGuard()) {
            double value = penalized(penalty).item_double();
            if (!Double.isFinite(value)) {
                throw new DivergedException("the loss of all examples is " + value
                        + "; look for images that the model makes no numbers of, or give a rate to learn step by step");
            }
            return value;
        }
    }

    private Tensor penalized(double penalty) {
        Tensor sum = loss.of(values, classes);
        for (Tensor weight : loss.weights()) {
            if (Loss.isHeldDown(weight)) {
                sum = sum.add(weight.square().sum().mul(new Scalar(penalty / 2)));
            }
        }
        return sum;
    }

    /** The logits of examples, row by row. */
    public float[] logits(Features examples) {
        return loss.logits(examples.values(), examples.shape(examples.classes().length));
    }

    /** What has been learned, as constants of the graph. */
    public List<TensorProto> weights() {
        return loss.written();
    }

    @Override
    public void close() {
        values.releaseReference();
        classes.releaseReference();
        loss.close();
    }
}
