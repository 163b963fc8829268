package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.List;

/** Some of the classes of a model. Those without examples stay out of the loss, which would only push them away. */
final class Columns {
    private static final String NAME = "afterimage/learned";

    private Columns() {}

    /**
     * The graph, of which only the logits of some classes are left.
     *
     * @param graph with one output, the logits of all labels
     * @param learned some of the labels
     */
    static Graph of(Graph graph, List<String> labels, List<String> learned) throws UntrainableModelException {
        if (labels.equals(learned)) {
            return graph;
        }
        List<Long> positions =
                learned.stream().map(label -> (long) labels.indexOf(label)).toList();
        GraphProto.Builder some = graph.model().getGraph().toBuilder();
        some.addInitializer(Onnx.ints(NAME + "/positions", List.of((long) positions.size()), positions));
        some.addNode(Onnx.node(
                "Gather", List.of(graph.outputs().get(0), NAME + "/positions"), NAME, Onnx.attribute("axis", 1)));
        some.clearOutput().addOutput(Onnx.value(NAME, DataType.FLOAT, 0, learned.size()));
        return Graph.of(graph.model().toBuilder().setGraph(some).build());
    }
}
