package io.afterimage.model.half;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A package that was asked for in float16. It is opened so where its scores stay what they were, and else as it is.
 *
 * @param session the caller's
 * @param precision what it computes in, and if not in float16 why, for people
 * @param tolerance how far its probabilities may be from those that it was published with
 */
public record HalfModel(ModelSession session, String precision, double tolerance) {
    /** Largest difference that float16 may make to a probability: one point. */
    public static final double TOLERANCE = 0.01;

    private static final Logger LOG = LoggerFactory.getLogger(HalfModel.class);
    private static final String HALF = "float16";

    /** Puts a graph on a device. */
    public interface Opener {
        /** A session over an ONNX file, which has inputs and outputs of the package. */
        ModelSession open(byte[] file) throws ModelRejectedException;
    }

    /**
     * Opens a package.
     *
     * @param file the package
     * @param model what {@link ModelPackage#read} made of it
     * @throws ModelRejectedException if it cannot be opened as it is either
     */
    public static HalfModel open(byte[] file, ModelPackage model, Opener opener) throws ModelRejectedException {
        ModelProto original = OnnxFile.parse(file);
        if (isHalf(original.getGraph())) {
            return new HalfModel(opener.open(file), HALF, Probe.TOLERANCE);
        }
        HalfGraph graph = new HalfGraph(original.getGraph(), model.tensors());
        ModelProto half = original.toBuilder().setGraph(graph.rewrite()).build();
        String obstacle = graph.obstacle();
        if (obstacle.isEmpty()) {
            try {
                return new HalfModel(agreeing(half, file, model, opener), HALF, TOLERANCE);
            } catch (ModelRejectedException e) {
                obstacle = String.valueOf(e.getMessage());
            }
        }
        LOG.warn("Model {} stays in float32: {}", model.version(), obstacle);
        return new HalfModel(opener.open(file), "float32, since " + obstacle, Probe.TOLERANCE);
    }

    private static ModelSession agreeing(ModelProto half, byte[] file, ModelPackage model, Opener opener)
            throws ModelRejectedException {
        ModelSession session = opener.open(half.toByteArray());
        try {
            Agreement.check(file, model, session);
            return session;
        } catch (ModelRejectedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static boolean isHalf(GraphProto graph) {
        return graph.getInitializerList().stream()
                .anyMatch(weight -> weight.getDataType() == DataType.FLOAT16.getNumber());
    }
}
