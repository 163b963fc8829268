package io.afterimage.trainer.engine;

import ai.onnxruntime.OrtException;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.OnnxSession.Tensor;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import io.afterimage.trainer.engine.operator.Tensors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;

/** Compares the interpreter with ONNX Runtime: what learns in the one serves in the other. */
public final class AgreementCheck {
    /** Most that a logit may differ, relative to the largest logit of its image. */
    public static final double TOLERANCE = 1e-4;

    private AgreementCheck() {}

    /**
     * Runs images through both.
     *
     * @param images real ones, each direct uint8 [height, width, 3] as the model's geometry says
     * @return the largest difference of a logit, relative to the largest logit of its image
     * @throws UntrainableModelException if that is past {@link #TOLERANCE}, or either of them fails
     */
    public static double require(TrainableModel model, List<ByteBuffer> images) throws UntrainableModelException {
        return compare(model.logits(), model.logits(), model.description(), images);
    }

    /** Compares one graph in ONNX Runtime with another in the interpreter. */
    static double compare(Graph reference, Graph graph, ModelPackage model, List<ByteBuffer> images)
            throws UntrainableModelException {
        Interpreter interpreter = new Interpreter(graph);
        double worst = 0;
        try (OnnxSession session = new OnnxSession(reference.model().toByteArray(), 1);
                Parameters parameters = Parameters.of(graph)) {
            for (ByteBuffer image : images) {
                float[] expected = logits(session, model, image);
                // Written so that NaN stays.
                worst = Math.max(worst, difference(expected, logits(interpreter, parameters, model, image)));
            }
        } catch (OrtException e) {
            throw new UntrainableModelException(
                    Reason.RUN_FAILED, "ONNX Runtime cannot run the model: " + OnnxSession.reason(e), e);
        } catch (OperatorFailedException e) {
            throw new UntrainableModelException(Reason.RUN_FAILED, e.getMessage() + "; the model can only serve", e);
        }
        if (!(worst <= TOLERANCE)) {
            throw new UntrainableModelException(
                    Reason.SCORES_DIFFER,
                    String.format(
                            Locale.ROOT,
                            "scores in training differ from those of ONNX Runtime by %.1e of the largest, more than %.0e; the"
                                    + " model can only serve",
                            worst,
                            TOLERANCE));
        }
        return worst;
    }

    private static float[] logits(OnnxSession session, ModelPackage model, ByteBuffer image)
            throws OrtException, UntrainableModelException {
        String logits = model.tensors().logits();
        Tensor tensor = session.run(ModelPackage.INPUT, image, shape(model), Set.of(logits))
                .get(logits);
        if (tensor == null) {
            throw new UntrainableModelException(
                    Reason.RUN_FAILED, "the logits '" + logits + "' are not float32; the model can only serve");
        }
        return tensor.values();
    }

    private static float[] logits(
            Interpreter interpreter, Parameters parameters, ModelPackage model, ByteBuffer image) {
        try (PointerScope scope = new PointerScope()) {
            var inputs = Map.of(ModelPackage.INPUT, Tensors.of(image, shape(model)));
            var outputs = interpreter.run(inputs, parameters, false);
            return Tensors.floats(outputs.values().iterator().next());
        }
    }

    private static long[] shape(ModelPackage model) {
        InputGeometry geometry = model.geometry();
        return new long[] {1, geometry.height(), geometry.width(), 3};
    }

    private static double difference(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.NaN;
        }
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        return largest == 0 ? worst : worst / largest;
    }
}
