package io.afterimage.trainer.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way of the data from a graph's one input to its one output, cut where it is a single tensor: every path passes through each
 * of these.
 */
final class Flow {
    private final List<Segment> segments = new ArrayList<>();

    /**
     * What lies between two neighbouring single tensors.
     *
     * @param from the tensor that enters
     * @param to the tensor that leaves
     * @param nodes in the order in which they run; those that compute from constants alone are left out
     */
    record Segment(String from, String to, List<Node> nodes) {}

    Flow(Graph graph) {
        Map<String, Integer> open = uses(graph);
        Set<String> live = new HashSet<>(graph.inputs());
        String from = graph.inputs().get(0);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().noneMatch(open::containsKey)) {
                continue;
            }
            nodes.add(node);
            node.inputs().forEach(input -> use(input, open, live));
            node.outputs().stream().filter(open::containsKey).forEach(live::add);
            if (live.size() == 1) {
                String to = live.iterator().next();
                segments.add(new Segment(from, to, nodes));
                from = to;
                nodes = new ArrayList<>();
            }
        }
    }

    /** How often each tensor that depends on the input is asked for. */
    private static Map<String, Integer> uses(Graph graph) {
        Map<String, Integer> uses = new HashMap<>();
        graph.inputs().forEach(input -> uses.put(input, 0));
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(uses::containsKey)) {
                node.inputs().forEach(input -> uses.computeIfPresent(input, (name, count) -> count + 1));
                node.outputs().stream().filter(name -> !name.isEmpty()).forEach(name -> uses.put(name, 0));
            }
        }
        graph.outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
        return uses;
    }

    private static void use(String tensor, Map<String, Integer> open, Set<String> live) {
        Integer left = open.computeIfPresent(tensor, (name, count) -> count - 1);
        if (left != null && left == 0) {
            live.remove(tensor);
        }
    }

    /** From the input to the output. */
    List<Segment> segments() {
        return segments;
    }
}
