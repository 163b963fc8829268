package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings a foreign graph into one form, without changing what it computes. */
public final class ForeignGraph {
    /** Every name of ours within the graph begins so. */
    static final String OURS = "afterimage/";

    /** A graph at its largest, and half of it copied: still under 2 GiB, which is all that protobuf can write. */
    private static final long MOST_BYTES = OnnxFile.LARGEST * 3 / 2;

    private static final Set<String> RESERVED =
            Set.of(ModelPackage.INPUT, ModelPackage.PROBABILITIES, ModelPackage.EMBEDDING);

    private ForeignGraph() {}

    /**
     * The same graph with constants as initializers only, inputs that are none of them, names that do not clash with a
     * package's, and without the shapes of intermediate tensors, which may be stale.
     */
    static GraphProto tidy(GraphProto graph) throws ModelRejectedException {
        return withFreeNames(withoutConstantInputs(withConstantsLifted(graph)).toBuilder()
                .clearValueInfo()
                .clearDocString()
                .clearMetadataProps()
                .build());
    }

    /** The same graph with constants as initializers only. */
    public static GraphProto withConstantsLifted(GraphProto graph) throws ModelRejectedException {
        GraphProto.Builder lifted = graph.toBuilder().clearNode();
        Map<String, TensorProto> constants = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        long bytes = graph.getSerializedSize();
        for (NodeProto node : graph.getNodeList()) {
            TensorProto constant = constant(node, constants);
            if (constant == null) {
                lifted.addNode(node);
            } else {
                bytes += constant.getSerializedSize() - node.getSerializedSize();
                requireBytes(bytes, constant.getName());
                lifted.addInitializer(constant);
                constants.put(constant.getName(), constant);
            }
        }
        return lifted.build();
    }

    /** Copies of one large constant take no place in the file, nor in memory until the graph is written. */
    private static void requireBytes(long bytes, String name) throws ModelRejectedException {
        if (bytes > MOST_BYTES) {
            throw new ModelRejectedException(
                    Reason.TOO_LARGE,
                    "with its constants written out up to tensor '" + name + "', the model takes over "
                            + (MOST_BYTES >> 20) + " MiB; simplify the graph before the import");
        }
    }

    /** What a node gives if that is constant: Constant, or Reshape and Identity of a constant (as CNTK writes weights). */
    private static @Nullable TensorProto constant(NodeProto node, Map<String, TensorProto> constants) {
        if (node.getOutputCount() != 1) {
            return null;
        }
        String name = node.getOutput(0);
        if (node.getOpType().equals("Constant") && node.getAttributeCount() == 1) {
            return constant(name, node.getAttribute(0));
        }
        TensorProto input = node.getInputCount() == 0 ? null : constants.get(node.getInput(0));
        if (input == null) {
            return null;
        }
        if (node.getOpType().equals("Identity")) {
            return input.toBuilder().setName(name).build();
        }
        if (node.getOpType().equals("Reshape") && node.getInputCount() == 2) {
            TensorProto shape = constants.get(node.getInput(1));
            return shape == null ? null : reshaped(input, name, Onnx.ints(shape));
        }
        return null;
    }

    private static @Nullable TensorProto reshaped(TensorProto tensor, String name, List<Long> shape) {
        if (shape.isEmpty() || shape.stream().anyMatch(dimension -> dimension < 1)) {
            return null;
        }
        return tensor.toBuilder().setName(name).clearDims().addAllDims(shape).build();
    }

    private static @Nullable TensorProto constant(String name, AttributeProto value) {
        return switch (value.getName()) {
            case "value" -> value.getT().toBuilder().setName(name).build();
            case "value_float" -> Onnx.floats(name, List.of(), value.getF());
            case "value_floats" ->
                Onnx.floats(
                        name,
                        List.of((long) value.getFloatsCount()),
                        value.getFloatsList().stream().mapToDouble(f -> f).toArray());
            case "value_int" -> Onnx.ints(name, List.of(), List.of(value.getI()));
            case "value_ints" -> Onnx.ints(name, List.of((long) value.getIntsCount()), value.getIntsList());
            default -> null;
        };
    }

    /** Before IR version 4, every initializer was an input as well. */
    private static GraphProto withoutConstantInputs(GraphProto graph) {
        GraphIndex index = new GraphIndex(graph);
        return graph.toBuilder()
                .clearInput()
                .addAllInput(graph.getInputList().stream()
                        .filter(input -> !index.isConstant(input.getName()))
                        .toList())
                .build();
    }

    private static GraphProto withFreeNames(GraphProto graph) {
        Set<String> taken = new HashSet<>();
        graph.getInputList().forEach(input -> taken.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> taken.add(tensor.getName()));
        graph.getNodeList().forEach(node -> taken.addAll(node.getOutputList()));
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : taken.stream().sorted().toList()) {
            if (RESERVED.contains(name) || name.startsWith(OURS)) {
                String free = "original/" + name;
                while (!taken.add(free)) {
                    free = "original/" + free;
                }
                names.put(name, free);
            }
        }
        return names.isEmpty() ? graph : renamed(graph, name -> names.getOrDefault(name, name));
    }

    /** Gives tensors other names. */
    static GraphProto renamed(GraphProto graph, UnaryOperator<String> rename) {
        GraphProto.Builder renamed = graph.toBuilder();
        for (NodeProto.Builder node : renamed.getNodeBuilderList()) {
            List<String> inputs = node.getInputList().stream().map(rename).toList();
            List<String> outputs = node.getOutputList().stream().map(rename).toList();
            node.clearInput().addAllInput(inputs).clearOutput().addAllOutput(outputs);
        }
        for (TensorProto.Builder tensor : renamed.getInitializerBuilderList()) {
            tensor.setName(rename.apply(tensor.getName()));
        }
        for (ValueInfoProto.Builder input : renamed.getInputBuilderList()) {
            input.setName(rename.apply(input.getName()));
        }
        for (ValueInfoProto.Builder output : renamed.getOutputBuilderList()) {
            output.setName(rename.apply(output.getName()));
        }
        return renamed.build();
    }

    /** Without the operators and constants that no output needs. */
    static GraphProto pruned(GraphProto graph) {
        GraphIndex index = new GraphIndex(graph);
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        graph.getOutputList().forEach(output -> open.add(output.getName()));
        while (!open.isEmpty()) {
            String tensor = open.remove();
            NodeProto producer = needed.add(tensor) ? index.producer(tensor) : null;
            if (producer != null) {
                open.addAll(producer.getInputList());
            }
        }
        return graph.toBuilder()
                .clearNode()
                .addAllNode(graph.getNodeList().stream()
                        .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
                        .toList())
                .clearInitializer()
                .addAllInitializer(graph.getInitializerList().stream()
                        .filter(tensor -> needed.contains(tensor.getName()))
                        .toList())
                .build();
    }
}
