package io.afterimage.model.half;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.TensorNames;
import io.afterimage.model.onnx.Onnx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rewrites the graph of a package: from the normalised image to what enters the head it computes in float16, with a cast wherever
 * a tensor goes from one type to the other. Normalisation, head, temperature and softmax stay in float32, and so do the outputs.
 *
 * <p>No types are inferred: float16 begins at the normalised image and goes from operator to operator, so that arithmetic on shapes
 * stays as it is. For one graph and one thread.
 */
final class HalfGraph {
    private static final String HALF = "float16/";
    private static final String SINGLE = "float32/";

    private final GraphProto original;
    private final String normalized;
    /** What only the head takes. */
    private final Set<String> head = new HashSet<>();

    private final GraphProto.Builder rewritten;
    private final Map<String, TensorProto> weights;
    private final Set<String> outputs;
    /** Tensors of the original that an operator gives in float16 now. */
    private final Set<String> halves = new HashSet<>();
    /** Tensors and weights that are there in the other type too, under another name. */
    private final Set<String> made = new HashSet<>();

    private String obstacle = "";
    private int layers;

    HalfGraph(GraphProto original, TensorNames names) {
        this.original = original;
        normalized = names.normalized();
        Stream.of(names.headWeight(), names.embedding())
                .filter(name -> !name.isEmpty())
                .forEach(head::add);
        rewritten = original.toBuilder().clearNode().clearValueInfo();
        weights = original.getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor, (a, b) -> a, HashMap::new));
        outputs = original.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    }

    /** Does it; to be called once. */
    GraphProto rewrite() {
        original.getNodeList().forEach(this::add);
        if (layers == 0 && obstacle.isEmpty()) {
            obstacle = "none of its layers multiplies float32 weights";
        }
        return withoutUnusedWeights();
    }

    /** Why the rewritten graph is of no use, in a few words; empty if it is. */
    String obstacle() {
        return obstacle;
    }

    private void add(NodeProto node) {
        if (isHalf(node)) {
            layers += HalfOperators.isLayer(node) ? 1 : 0;
            rewritten.addNode(halved(node));
            halves.addAll(HalfOperators.outputs(node));
        } else {
            rewritten.addNode(widened(node));
        }
    }

    /** Whether what it works on is float16 by now, or the normalised image; the head is past the end. */
    private boolean isHalf(NodeProto node) {
        if (!HalfOperators.contains(node)
                || node.getInputList().stream().anyMatch(head::contains)
                || node.getOutputList().stream().anyMatch(outputs::contains)) {
            return false;
        }
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (HalfOperators.takes(node, i) && (halves.contains(input) || input.equals(normalized))) {
                return true;
            }
        }
        return false;
    }

    private NodeProto halved(NodeProto node) {
        NodeProto.Builder half = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (HalfOperators.takes(node, i) && !halves.contains(input)) {
                half.setInput(i, inHalf(input));
            }
        }
        return half.build();
    }

    private NodeProto widened(NodeProto node) {
        NodeProto.Builder single = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (halves.contains(node.getInput(i))) {
                single.setInput(i, cast(SINGLE, node.getInput(i), DataType.FLOAT));
            }
        }
        return single.build();
    }

    private String inHalf(String name) {
        TensorProto weight = weights.get(name);
        if (weight == null) {
            return cast(HALF, name, DataType.FLOAT16);
        }
        if (made.add(HALF + name)) {
            if (HalfWeights.fits(weight)) {
                rewritten.addInitializer(HalfWeights.of(weight, HALF + name));
            } else if (obstacle.isEmpty()) {
                obstacle = "its weights '" + name + "' are beyond the range of float16";
            }
        }
        return HALF + name;
    }

    private String cast(String prefix, String name, DataType type) {
        if (made.add(prefix + name)) {
            rewritten.addNode(Onnx.node("Cast", List.of(name), prefix + name, Onnx.attribute("to", type.getNumber())));
        }
        return prefix + name;
    }

    private GraphProto withoutUnusedWeights() {
        Set<String> used = rewritten.getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.toSet());
        List<TensorProto> kept = rewritten.getInitializerList().stream()
                .filter(tensor -> used.contains(tensor.getName()))
                .toList();
        return rewritten.clearInitializer().addAllInitializer(kept).build();
    }
}
