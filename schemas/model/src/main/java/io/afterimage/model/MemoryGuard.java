package io.afterimage.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.afterimage.model.ModelRejectedException.Reason;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a small file from asking for a large amount of memory: a graph of a few bytes can expand a tensor to any size. Has
 * ONNX Runtime infer the shape of every tensor for one image, without computing any. Shapes that depend on computed values stay
 * unknown and are not bounded.
 */
public final class MemoryGuard {
    /** Most bytes of one tensor for one image: 512 MiB, some 40 times the largest of VGG-16. */
    public static final long LARGEST_TENSOR = 512L << 20;

    private MemoryGuard() {}

    /**
     * Refuses a graph with a tensor that is too large.
     *
     * @param model has passed {@link OnnxFile}, and has one input
     * @throws ModelRejectedException naming the tensor, or if the runtime refuses the graph
     */
    public static void check(ModelProto model) throws ModelRejectedException {
        byte[] file = model.toBuilder()
                .setGraph(exposingAll(model.getGraph()))
                .build()
                .toByteArray();
        try (SessionOptions options = OnnxSession.options(1)) {
            // Optimisation would compute what is constant, which is what must not happen yet.
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = OnnxSession.environment().createSession(file, options)) {
                for (Map.Entry<String, NodeInfo> output :
                        session.getOutputInfo().entrySet()) {
                    if (output.getValue().getInfo() instanceof TensorInfo tensor) {
                        check(output.getKey(), tensor);
                    }
                }
            }
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "ONNX Runtime refuses the model: " + OnnxSession.reason(e), e);
        }
    }

    /** The same graph for one image, with every tensor as an output. */
    private static GraphProto exposingAll(GraphProto graph) {
        GraphProto.Builder exposed = graph.toBuilder().clearOutput();
        TensorShapeProto.Builder shape = exposed.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder();
        if (shape.getDimCount() > 0) {
            shape.getDimBuilder(0).setDimValue(1);
        }
        Set<String> names = new LinkedHashSet<>();
        graph.getNodeList().stream().map(NodeProto::getOutputList).forEach(names::addAll);
        names.remove("");
        names.forEach(name -> exposed.addOutputBuilder().setName(name));
        return exposed.build();
    }

    private static void check(String name, TensorInfo tensor) throws ModelRejectedException {
        double bytes = tensor.type.size;
        for (long dimension : tensor.getShape()) {
            bytes *= Math.max(1, dimension);
        }
        if (bytes > LARGEST_TENSOR) {
            throw new ModelRejectedException(
                    Reason.TOO_LARGE,
                    String.format(
                            "tensor '%s' of one image takes %.0f MiB; at most %d are allowed; use a smaller model or size",
                            name, bytes / (1 << 20), LARGEST_TENSOR >> 20));
        }
    }
}
