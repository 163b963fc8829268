package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.onnx.ForeignGraph;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of operators in the form that is trained: constants are initializers, float16 is float32, and nothing is there that no
 * output needs. Immutable.
 */
public final class Graph {
    private final ModelProto model;
    private final List<Node> nodes;
    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();

    private Graph(ModelProto model) throws UntrainableModelException {
        this.model = model;
        long opset = OnnxFile.opset(model);
        this.nodes = model.getGraph().getNodeList().stream()
                .map(node -> new Node(node, opset))
                .toList();
        model.getGraph().getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        checkOrder();
    }

    /**
     * A whole model.
     *
     * @param model has passed {@link OnnxFile#parse}
     */
    public static Graph of(ModelProto model) throws UntrainableModelException {
        GraphProto lifted = SinglePrecision.of(lifted(model.getGraph()));
        Set<String> constants = new HashSet<>();
        lifted.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        List<String> inputs = names(lifted.getInputList());
        inputs.removeAll(constants);
        return part(model.toBuilder().setGraph(lifted).build(), inputs, names(lifted.getOutputList()));
    }

    private static GraphProto lifted(GraphProto graph) throws UntrainableModelException {
        try {
            return ForeignGraph.withConstantsLifted(graph);
        } catch (ModelRejectedException e) {
            throw new UntrainableModelException(Reason.WEIGHT_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The part that computes some tensors from others.
     *
     * @param inputs tensors of this graph that the outputs are computed from
     * @param outputs tensors of this graph
     * @throws IllegalArgumentException if an output depends on something beside the inputs
     */
    public Graph between(List<String> inputs, List<String> outputs) throws UntrainableModelException {
        return part(model, inputs, outputs);
    }

    private static Graph part(ModelProto model, List<String> inputs, List<String> outputs)
            throws UntrainableModelException {
        GraphProto whole = model.getGraph();
        Set<String> needed = new HashSet<>(outputs);
        List<NodeProto> kept = new ArrayList<>();
        for (int i = whole.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = whole.getNode(i);
            if (node.getOutputList().stream().anyMatch(output -> needed.contains(output) && !inputs.contains(output))) {
                kept.add(withoutUnused(node, needed));
                needed.addAll(node.getInputList());
            }
        }
        Collections.reverse(kept);
        GraphProto.Builder part = whole.toBuilder().clearNode().addAllNode(kept).clearInitializer();
        whole.getInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getName()))
                .forEach(part::addInitializer);
        part.clearInput().clearOutput();
        inputs.forEach(name -> part.addInput(declared(whole.getInputList(), name)));
        outputs.forEach(name -> part.addOutput(declared(whole.getOutputList(), name)));
        return new Graph(model.toBuilder().setGraph(part).build());
    }

    /** An output that nobody asks for loses its name, so that its operator need not give it. */
    private static NodeProto withoutUnused(NodeProto node, Set<String> needed) {
        NodeProto.Builder used = node.toBuilder();
        for (int i = 0; i < node.getOutputCount(); i++) {
            if (!needed.contains(node.getOutput(i))) {
                used.setOutput(i, "");
            }
        }
        return used.build();
    }

    /** As the whole graph declares it; for a tensor from its middle the name alone, as types follow from the operators. */
    private static ValueInfoProto declared(List<ValueInfoProto> values, String name) {
        return values.stream()
                .filter(value -> value.getName().equals(name))
                .findFirst()
                .orElseGet(() -> floats(name));
    }

    private static ValueInfoProto floats(String name) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        return value.build();
    }

    private static List<String> names(List<ValueInfoProto> values) {
        return new ArrayList<>(values.stream().map(ValueInfoProto::getName).toList());
    }

    private void checkOrder() throws UntrainableModelException {
        Set<String> known = new HashSet<>(initializers.keySet());
        known.add("");
        known.addAll(inputs());
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                if (!known.contains(input)) {
                    throw new UntrainableModelException(
                            Reason.RUN_FAILED,
                            "operator " + node + " needs '" + input
                                    + "', which nothing before it gives; give a whole model");
                }
            }
            known.addAll(node.outputs());
        }
        for (String output : outputs()) {
            if (!known.contains(output)) {
                throw new IllegalArgumentException("Nothing gives '" + output + "'");
            }
        }
    }

    /** The same graph with other constants in place of those of the same names. */
    public Graph with(Collection<TensorProto> constants) throws UntrainableModelException {
        Map<String, TensorProto> replaced = new LinkedHashMap<>(initializers);
        for (TensorProto constant : constants) {
            if (replaced.put(constant.getName(), constant) == null) {
                throw new IllegalArgumentException("There is no constant '" + constant.getName() + "'");
            }
        }
        GraphProto graph = model.getGraph().toBuilder()
                .clearInitializer()
                .addAllInitializer(replaced.values())
                .build();
        return new Graph(model.toBuilder().setGraph(graph).build());
    }

    /** In the order in which they run. */
    public List<Node> nodes() {
        return nodes;
    }

    public List<String> inputs() {
        return names(model.getGraph().getInputList());
    }

    public List<String> outputs() {
        return names(model.getGraph().getOutputList());
    }

    /** The constants by name. */
    public Map<String, TensorProto> initializers() {
        return Collections.unmodifiableMap(initializers);
    }

    /** One of the constants, which must be there. */
    public TensorProto constant(String name) {
        TensorProto constant = initializers.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("There is no constant '" + name + "'");
        }
        return constant;
    }

    /** The graph as ONNX, with the metadata of the model it comes from. */
    public ModelProto model() {
        return model;
    }
}
