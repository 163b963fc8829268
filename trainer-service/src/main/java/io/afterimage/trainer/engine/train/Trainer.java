package io.afterimage.trainer.engine.train;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Teaches weights of one graph, step by step: AdamW (Loshchilov and Hutter, Decoupled Weight Decay Regularization) on the cross
 * entropy of the logits. The same seed, batches and number of threads give the same weights, bit for bit, on one machine. Holds
 * native memory: close it. For one thread; one at a time in a process, as libtorch has one source of random numbers.
 */
public final class Trainer implements AutoCloseable {
    private final Loss loss;
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
        this.loss = new Loss(graph, learned, settings.labelSmoothing(), settings.classWeights());
        this.settings = settings;
        this.optimizer = optimizer();
        torch.manual_seed(settings.seed());
    }

    private AdamW optimizer() {
        try (PointerScope scope = new PointerScope()) {
            TensorVector decaying = new TensorVector();
            TensorVector others = new TensorVector();
            for (Tensor weight : loss.weights()) {
                (Loss.isHeldDown(weight) ? decaying : others).push_back(weight);
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
     * @return the loss before the step
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
            Tensor now = loss.of(batch, true);
            double value = now.item_double();
            if (!Double.isFinite(value)) {
                throw new DivergedException(step, value);
            }
            now.backward();
            optimizer.step();
            step++;
            return value;
        }
    }

    /** The loss on a batch, as in training but with nothing dropped and nothing learned. */
    public double loss(Batch batch) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard none = new NoGradGuard()) {
            return loss.of(batch, false).item_double();
        }
    }

    /**
     * The logits of examples, row by row.
     *
     * @param shape of the values, of which the first dimension counts the examples
     */
    public float[] logits(float[] values, long... shape) {
        return loss.logits(values, shape);
    }

    /** What has been learned, as constants of the graph. */
    public List<TensorProto> weights() {
        return loss.written();
    }

    @Override
    public void close() {
        optimizer.releaseReference();
        loss.close();
    }
}
