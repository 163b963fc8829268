package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the constants of a graph that can learn: weights and biases of layers, scales and shifts of normalisations, slopes. All
 * others stay: statistics, the temperature, bounds, and whatever else an exporter wrote as a constant.
 */
public final class Weights {
    /** By operator, at which inputs its weights are. */
    private static final Map<String, List<Integer>> PLACES = Map.of(
            "Conv", List.of(1, 2),
            "Gemm", List.of(1, 2),
            "MatMul", List.of(0, 1),
            "BatchNormalization", List.of(1, 2),
            "InstanceNormalization", List.of(1, 2),
            "LayerNormalization", List.of(1, 2),
            "PRelu", List.of(1));

    private static final Set<String> LAYERS = Set.of("Conv", "MatMul", "Gemm");

    private Weights() {}

    /** Their names, in the order in which they are used. */
    public static List<String> of(Graph graph) {
        Map<String, Node> producers = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        Set<String> weights = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            for (int place : PLACES.getOrDefault(node.operator(), List.of())) {
                addIfConstant(graph, node.input(place), weights);
            }
            if (node.operator().equals("Add")) {
                addBias(graph, node, producers, weights);
            }
        }
        return List.copyOf(weights);
    }

    /**
     * What a network from scratch learns: its weights, and the means and variances that its batch normalisations go by, which follow
     * the batches.
     */
    public static List<String> withStatistics(Graph graph) {
        Set<String> all = new LinkedHashSet<>(of(graph));
        all.addAll(statistics(graph));
        return List.copyOf(all);
    }

    /** The means and variances that batch normalisations go by. */
    public static Set<String> statistics(Graph graph) {
        Set<String> statistics = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operator().equals("BatchNormalization")) {
                addIfConstant(graph, node.input(3), statistics);
                addIfConstant(graph, node.input(4), statistics);
            }
        }
        return statistics;
    }

    /** Whether an operator is a layer with a weight of its own, rather than a bias or a scale of one. */
    static boolean isLayer(Graph graph, Node node) {
        Set<String> own = new LinkedHashSet<>();
        node.inputs().forEach(input -> addIfConstant(graph, input, own));
        return LAYERS.contains(node.operator()) && !own.isEmpty();
    }

    /** A constant that is added to what a layer gives is the layer's bias, as some exporters write it. */
    private static void addBias(Graph graph, Node add, Map<String, Node> producers, Set<String> weights) {
        for (int i = 0; i < 2; i++) {
            Node layer = producers.get(add.input(i));
            if (layer != null && LAYERS.contains(layer.operator())) {
                addIfConstant(graph, add.input(1 - i), weights);
            }
        }
    }

    private static void addIfConstant(Graph graph, String name, Set<String> weights) {
        TensorProto constant = graph.initializers().get(name);
        if (constant != null && Constants.isFloat(constant)) {
            weights.add(name);
        }
    }
}
