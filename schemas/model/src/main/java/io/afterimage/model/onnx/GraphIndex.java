package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what gives a tensor. A snapshot: a changed graph needs a new one. */
final class GraphIndex {
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    GraphIndex(GraphProto graph) {
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    }

    /** The operator whose output this is; null for an input or a constant. */
    @Nullable
    NodeProto producer(String tensor) {
        return producers.get(tensor);
    }

    /** The constant of this name, or null. */
    @Nullable
    TensorProto constant(String tensor) {
        return constants.get(tensor);
    }

    boolean isConstant(String tensor) {
        return constants.containsKey(tensor);
    }
}
