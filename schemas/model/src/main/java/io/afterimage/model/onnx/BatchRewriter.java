package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** Frees a graph of the batch size that its exporter wrote into it. Whether that worked, only a run can tell. */
final class BatchRewriter {
    private BatchRewriter() {}

    /**
     * Writes "as many as there are" wherever a Reshape of something computed asks for {@code batch} rows.
     *
     * @param batch the batch size that the graph was exported with
     */
    static GraphProto withFreeReshapes(GraphProto graph, int batch) {
        GraphIndex index = new GraphIndex(graph);
        GraphProto.Builder free = graph.toBuilder();
        for (NodeProto.Builder node : free.getNodeBuilderList()) {
            TensorProto shape =
                    node.getOpType().equals("Reshape") && node.getInputCount() == 2 && node.getOutputCount() == 1
                            ? index.constant(node.getInput(1))
                            : null;
            if (shape == null || index.isConstant(node.getInput(0))) {
                continue;
            }
            List<Long> dimensions = new ArrayList<>(Onnx.ints(shape));
            if (!dimensions.isEmpty() && dimensions.get(0) == batch) {
                String name = ForeignGraph.OURS + "shape/" + node.getOutput(0);
                // -1 says it without looking at the input's first dimension; only one dimension may be -1.
                dimensions.set(0, dimensions.contains(-1L) ? 0L : -1L);
                free.addInitializer(Onnx.ints(name, List.of((long) dimensions.size()), dimensions));
                node.setInput(1, name);
                dropAllowZero(node);
            }
        }
        return free.build();
    }

    /** With it, 0 would mean "none" rather than "as many as there are". */
    private static void dropAllowZero(NodeProto.Builder node) {
        for (int i = node.getAttributeCount() - 1; i >= 0; i--) {
            if (node.getAttribute(i).getName().equals("allowzero")) {
                node.removeAttribute(i);
            }
        }
    }
}
