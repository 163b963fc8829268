package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.train.Descent;
import io.afterimage.trainer.engine.train.Features;
import java.util.List;

/**
 * A head that learns from features of mean 0 and deviation 1, and is then written as the weights of the head as it was.
 * Holds native memory: close it. For one thread.
 */
final class Regression implements AutoCloseable {
    private final Columns columns;
    private final Graph behind;
    private final Graph changed;
    private final Standard standard;
    private final Descent descent;

    /**
     * Begins with the head as it is.
     *
     * @param behind from what enters the head to the logits
     * @param head its first layer
     * @param examples to learn from; made standard where they are
     * @param classWeights one a logit, as the columns order them, or empty
     */
    Regression(
            Graph behind,
            HeadLayer head,
            Columns columns,
            Features examples,
            double labelSmoothing,
            List<Float> classWeights)
            throws UntrainableModelException {
        this.columns = columns;
        this.behind = behind;
        this.standard = Standard.of(examples);
        standard.apply(examples);
        this.changed = behind.with(head.forStandard(standard.means(), standard.deviations()));
        this.descent = new Descent(columns.of(changed), Weights.of(changed), examples, labelSmoothing, classWeights);
    }

    /** Makes further examples standard as well, where they are. */
    void apply(Features examples) {
        standard.apply(examples);
    }

    /** Learns under a penalty on large weights; returns the loss, with the penalty. */
    double learn(double penalty) {
        return descent.to(penalty);
    }

    /** @param examples standard ones */
    float[] logits(Features examples) {
        return descent.logits(examples);
    }

    /** What has been learned, as constants of the head as it was. */
    List<TensorProto> weights() throws UntrainableModelException {
        HeadLayer learned =
                HeadLayer.of(changed.with(descent.weights()), columns.names()).orElseThrow();
        return columns.kept(behind, learned.forPlain(standard.means(), standard.deviations()));
    }

    @Override
    public void close() {
        descent.close();
    }
}
