package io.afterimage.trainer.inside;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.afterimage.model.TensorNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a package's graph that show what it does. Pure.
 *
 * @param features what the head sees the average of over the image; empty where it sees something else
 * @param first output of the original model's first convolution; empty where there is none
 * @param last outputs of its last convolutions before the head, the very last one first
 */
record Layers(String features, String first, List<String> last) {
    /** What changes the form of a tensor, but not what it says. */
    private static final Set<String> RESHAPES = Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Dropout", "Cast");

    private static final Set<String> AVERAGES = Set.of("GlobalAveragePool", "AveragePool", "ReduceMean");
    private static final int MOST_RESHAPES = 16;
    /** The very last ones may see averages already. */
    private static final int CANDIDATES = 4;

    /** Finds them. */
    static Layers of(GraphProto graph, TensorNames names) {
        List<String> convolutions = convolutions(graph, names);
        List<String> last = new ArrayList<>(
                convolutions.subList(Math.max(0, convolutions.size() - CANDIDATES), convolutions.size()));
        Collections.reverse(last);
        return new Layers(features(graph, names), convolutions.isEmpty() ? "" : convolutions.get(0), List.copyOf(last));
    }

    /** All that is there, each once. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(last);
        all.add(first);
        all.add(features);
        all.remove("");
        return all;
    }

    /** What a package does before the original model, which may be a convolution as well, is left out. */
    private static List<String> convolutions(GraphProto graph, TensorNames names) {
        List<String> outputs = new ArrayList<>();
        boolean original = false;
        for (NodeProto node : graph.getNodeList()) {
            if (original && node.getOpType().equals("Conv") && !isHead(node, names)) {
                outputs.add(node.getOutput(0));
            }
            original |= node.getOutputList().contains(names.normalized());
        }
        return outputs;
    }

    private static String features(GraphProto graph, TensorNames names) {
        Map<String, NodeProto> producers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
        producers.remove("");
        NodeProto node = producers.get(names.embedding());
        for (int i = 0; i < MOST_RESHAPES && node != null && RESHAPES.contains(node.getOpType()); i++) {
            node = node.getInputCount() == 0 ? null : producers.get(node.getInput(0));
        }
        if (node != null && AVERAGES.contains(node.getOpType()) && node.getInputCount() > 0) {
            return node.getInput(0);
        }
        // As in SqueezeNet, where the average comes behind the head.
        boolean spatialHead = graph.getNodeList().stream()
                .anyMatch(layer -> layer.getOpType().equals("Conv") && isHead(layer, names));
        return spatialHead ? names.embedding() : "";
    }

    private static boolean isHead(NodeProto node, TensorNames names) {
        return !names.headWeight().isEmpty() && node.getInputList().contains(names.headWeight());
    }
}
