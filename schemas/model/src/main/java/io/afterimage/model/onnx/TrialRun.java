package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.MemoryGuard;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.OnnxSession.Tensor;
import io.afterimage.model.Probe;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign model gave for two images, each on its own.
 *
 * @param first scores of the first image
 * @param second scores of the second image
 * @param embedding of the first; null if it was not asked for, or is neither float32 nor float16
 */
record TrialRun(Tensor first, Tensor second, @Nullable Tensor embedding) {
    private static final double TOLERANCE = 1e-4;
    /** A few of the steps in which float16 counts, 2^-11. */
    private static final double HALF_TOLERANCE = 4e-3;

    /**
     * Runs two images each on its own, and where any number is allowed, both together as well.
     *
     * @param graph a package's input before the foreign graph
     * @param batch images in one run, or 0 for any number
     * @param embedding the name of the tensor wanted beside the scores, or empty
     * @throws ModelRejectedException if a run fails, or an image's scores depend on what else is in the batch
     */
    static TrialRun of(
            ModelProto model, PackageGraph graph, InputGeometry geometry, int batch, String scores, String embedding)
            throws ModelRejectedException {
        List<String> outputs =
                embedding.isEmpty() || embedding.equals(scores) ? List.of(scores) : List.of(scores, embedding);
        GraphProto exposed = graph.exposing(outputs);
        ModelProto exposing = model.toBuilder().setGraph(exposed).build();
        MemoryGuard.check(exposing);
        try (OnnxSession session = new OnnxSession(exposing.toByteArray(), 1)) {
            ByteBuffer one = Probe.pixels(geometry, 0);
            ByteBuffer other = Probe.pixels(geometry, 1);
            Map<String, Tensor> first = run(session, geometry, one, 1, outputs);
            Map<String, Tensor> second = run(session, geometry, other, 1, outputs);
            TrialRun trial = new TrialRun(scores(first, scores), scores(second, scores), first.get(embedding));
            if (batch == 0) {
                ByteBuffer both = ByteBuffer.allocateDirect(2 * geometry.bytes())
                        .put(one)
                        .put(other)
                        .flip();
                trial.compare(
                        scores(run(session, geometry, both, 2, outputs), scores),
                        graph.isHalf() ? HALF_TOLERANCE : TOLERANCE);
            }
            return trial;
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "ONNX Runtime cannot run the model: " + OnnxSession.reason(e), e);
        }
    }

    private static Map<String, Tensor> run(
            OnnxSession session, InputGeometry geometry, ByteBuffer pixels, int n, List<String> outputs)
            throws OrtException {
        long[] shape = {n, geometry.height(), geometry.width(), 3};
        return session.run(ModelPackage.INPUT, pixels, shape, new HashSet<>(outputs));
    }

    private static Tensor scores(Map<String, Tensor> results, String name) throws ModelRejectedException {
        Tensor tensor = results.get(name);
        if (tensor == null) {
            throw new ModelRejectedException(
                    Reason.OUTPUT_SHAPE,
                    "the scores '" + name + "' are neither float32 nor float16; export the model with such scores");
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new ModelRejectedException(
                        Reason.RUN_FAILED,
                        "the scores '" + name + "' of a plain image hold " + value
                                + "; check the model and its preset");
            }
        }
        return tensor;
    }

    private void compare(Tensor both, double tolerance) throws ModelRejectedException {
        int width = first.values().length;
        boolean same = both.values().length == 2 * width && both.shape()[0] == 2;
        for (int i = 0; same && i < 2 * width; i++) {
            float alone = i < width ? first.values()[i] : second.values()[i - width];
            same = Math.abs(both.values()[i] - alone) <= tolerance * Math.max(1, Math.abs(alone));
        }
        if (!same) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "the scores of an image depend on the other images of its batch");
        }
    }

    /** Whether both rows look like probabilities: from 0 to 1, together 1. */
    boolean givesProbabilities() {
        return isDistribution(first.values()) && isDistribution(second.values());
    }

    private static boolean isDistribution(float[] row) {
        double sum = 0;
        for (float value : row) {
            if (value < 0 || value > 1) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) <= 1e-3;
    }
}
