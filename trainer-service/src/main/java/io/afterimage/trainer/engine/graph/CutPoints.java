package io.afterimage.trainer.engine.graph;

import io.afterimage.trainer.engine.graph.Flow.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds where a classifier can be cut, so that what lies before stays as it is and what lies behind learns.
 *
 * <p>A block begins where branches have just been joined into a single tensor, by Add, Sum or Concat, and holds at least one
 * layer with weights (Conv, MatMul or Gemm): the residual blocks of a ResNet or MobileNet, the fire modules of SqueezeNet, the modules of
 * Inception. (Mul joins none: it gates, within a block.) Where no branches are joined, as in a VGG, each layer with weights is a
 * block. The layers between two joins belong to the block behind them.
 */
public final class CutPoints {
    private static final int MOST_BLOCKS = 3;
    private static final Set<String> JOINS = Set.of("Add", "Sum", "Concat");

    private CutPoints() {}

    /**
     * The cuts before the head and before the last 1, 2 and 3 blocks, as far as there are any.
     *
     * @param graph from one input to the logits
     * @param head the tensor that enters the head, or empty where no head is known: then blocks are counted from the logits
     */
    public static List<CutPoint> of(Graph graph, String head) {
        List<Segment> segments = new Flow(graph).segments();
        List<CutPoint> cuts = new ArrayList<>();
        int end = segments.size();
        if (!head.isEmpty()) {
            end = position(segments, head);
            if (end < 0) {
                return cuts;
            }
            cuts.add(new CutPoint(head, 0));
        }
        addBlocks(graph, segments.subList(0, end), cuts);
        return cuts;
    }

    /** How many segments lie before a tensor, or -1 where data flow past it. */
    private static int position(List<Segment> segments, String tensor) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).from().equals(tensor)) {
                return i;
            }
        }
        return -1;
    }

    private static void addBlocks(Graph graph, List<Segment> segments, List<CutPoint> cuts) {
        boolean joined = segments.stream().anyMatch(CutPoints::joins);
        int blocks = 0;
        boolean learns = false;
        for (int i = segments.size() - 1; i > 0 && blocks < MOST_BLOCKS; i--) {
            Segment segment = segments.get(i);
            learns |= segment.nodes().stream().anyMatch(node -> Weights.isLayer(graph, node));
            if (learns && (!joined || joins(segments.get(i - 1)))) {
                cuts.add(new CutPoint(segment.from(), ++blocks));
                learns = false;
            }
        }
    }

    /** Whether a segment ends in the sum or the concatenation of what was computed apart. */
    private static boolean joins(Segment segment) {
        Node last = segment.nodes().get(segment.nodes().size() - 1);
        return segment.nodes().size() > 1 && JOINS.contains(last.operator());
    }
}
