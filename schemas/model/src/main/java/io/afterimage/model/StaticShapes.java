package io.afterimage.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The shapes that ONNX Runtime infers for the tensors of a graph, without computing any.
 *
 * @param tensors by name, for each that an operator gives; a dimension that is not known is negative, and one whose rank is not
 *     known either is missing
 */
record StaticShapes(Map<String, TensorInfo> tensors) {
    private static final String RANK = "afterimage/rank/";

    /** Infers them; the graph's inputs must be of fixed sizes. */
    static StaticShapes of(ModelProto model) throws OrtException {
        byte[] file = model.toBuilder()
                .setGraph(exposingAll(model.getGraph()))
                .build()
                .toByteArray();
        try (SessionOptions options = OnnxSession.options(1)) {
            // Optimisation would compute what is constant, which is what must not happen yet.
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = OnnxSession.environment().createSession(file, options)) {
                return new StaticShapes(known(session.getOutputInfo()));
            }
        }
    }

    /** The runtime shows a tensor of no known rank like a scalar; but only of the latter it knows how long its shape is. */
    private static Map<String, TensorInfo> known(Map<String, NodeInfo> outputs) {
        Map<String, TensorInfo> known = new HashMap<>();
        outputs.forEach((name, output) -> {
            NodeInfo rank = outputs.get(RANK + name);
            if (rank != null
                    && output.getInfo() instanceof TensorInfo tensor
                    && rank.getInfo() instanceof TensorInfo shape
                    && shape.getShape().length == 1
                    && shape.getShape()[0] == tensor.getShape().length) {
                known.put(name, tensor);
            }
        });
        return known;
    }

    /** The same graph with every tensor as an output, and the shape of each. */
    private static GraphProto exposingAll(GraphProto graph) {
        GraphProto.Builder exposed = graph.toBuilder().clearOutput();
        Set<String> names = new LinkedHashSet<>();
        graph.getNodeList().stream().map(NodeProto::getOutputList).forEach(names::addAll);
        names.remove("");
        for (String name : names) {
            exposed.addNodeBuilder().setOpType("Shape").addInput(name).addOutput(RANK + name);
            exposed.addOutputBuilder().setName(name);
            exposed.addOutputBuilder().setName(RANK + name);
        }
        return exposed.build();
    }

    /** Whether all dimensions of a tensor are known. */
    boolean isKnown(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            return false;
        }
        for (long dimension : tensor.getShape()) {
            if (dimension < 0) {
                return false;
            }
        }
        return true;
    }

    /** Values of a known tensor; a double, since their product may be any number. */
    double count(String name) {
        TensorInfo tensor = tensors.get(name);
        double count = 1;
        for (long dimension : tensor == null ? new long[0] : tensor.getShape()) {
            count *= dimension;
        }
        return count;
    }

    /** Bytes of a known tensor. */
    double bytes(String name) {
        TensorInfo tensor = tensors.get(name);
        return tensor == null ? 0 : count(name) * tensor.type.size;
    }
}
