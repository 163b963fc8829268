package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.TensorNames;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The classes of a model of which some have no examples. Their rows of the head stay as they are, to the bit, yet their logits take
 * part in the softmax: a class that learns must come out above them, or images of it would still be called by their names.
 *
 * @param learned some of the labels
 */
record Columns(TensorNames names, List<String> labels, List<String> learned) {
    private static final String KEPT = "afterimage/kept/";

    /**
     * The graph with the logits of the learned classes first, in their order, and behind them those of the others, made by copies
     * of the head's constants.
     *
     * @param graph with one output, the logits of all labels
     */
    Graph of(Graph graph) throws UntrainableModelException {
        if (labels.equals(learned)) {
            return graph;
        }
        GraphProto.Builder some = graph.model().getGraph().toBuilder();
        String logits = graph.outputs().get(0);
        copyBehindHead(some);
        gather(some, logits, "learned", positions(true));
        gather(some, KEPT + logits, "others", positions(false));
        String all = KEPT + "logits";
        some.addNode(Onnx.node("Concat", List.of(KEPT + "learned", KEPT + "others"), all, Onnx.attribute("axis", 1)));
        some.clearOutput().addOutput(Onnx.value(all, DataType.FLOAT, 0, labels.size()));
        return Graph.of(graph.model().toBuilder().setGraph(some).build());
    }

    /** One a logit, as {@link #of} orders them: those of classes without examples weigh as a usual one. */
    List<Float> weights(List<Float> ofLearned) {
        if (ofLearned.isEmpty()) {
            return ofLearned;
        }
        List<Float> weights = new ArrayList<>(ofLearned);
        while (weights.size() < labels.size()) {
            weights.add(1f);
        }
        return weights;
    }

    /** What was learned, with the rows of the other classes as they were before: weight decay knows no rows. */
    List<TensorProto> kept(Graph before, List<TensorProto> weights) throws UntrainableModelException {
        if (labels.equals(learned)) {
            return weights;
        }
        List<TensorProto> kept = new ArrayList<>();
        for (TensorProto weight : weights) {
            boolean head = weight.getName().equals(names.headWeight())
                    || weight.getName().equals(names.headBias());
            kept.add(head ? kept(before.constant(weight.getName()), weight, inRows(before)) : weight);
        }
        return kept;
    }

    /** Whether each class is a row of the weight; otherwise it is a column. */
    private boolean inRows(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.inputs().contains(names.headWeight()))
                .anyMatch(node -> node.operator().equals("Conv") || node.integer("transB", 0) != 0);
    }

    private TensorProto kept(TensorProto before, TensorProto weight, boolean inRows) throws UntrainableModelException {
        long[] shape = Constants.shape(weight);
        float[] old = Constants.floats(before);
        float[] values = Constants.floats(weight);
        int inner = inRows ? values.length / labels.size() : 1;
        for (int i = 0; i < values.length; i++) {
            if (!learned.contains(labels.get(i / inner % labels.size()))) {
                values[i] = old[i];
            }
        }
        return Constants.of(weight.getName(), LongStream.of(shape).boxed().toList(), values);
    }

    private List<Long> positions(boolean ofLearned) {
        return ofLearned
                ? learned.stream().map(label -> (long) labels.indexOf(label)).toList()
                : LongStream.range(0, labels.size())
                        .filter(i -> !learned.contains(labels.get((int) i)))
                        .boxed()
                        .toList();
    }

    private void copyBehindHead(GraphProto.Builder graph) {
        Set<String> copied = new HashSet<>();
        for (TensorProto constant : List.copyOf(graph.getInitializerList())) {
            if (constant.getName().equals(names.headWeight())
                    || constant.getName().equals(names.headBias())) {
                copied.add(constant.getName());
                graph.addInitializer(constant.toBuilder().setName(KEPT + constant.getName()));
            }
        }
        for (NodeProto node : List.copyOf(graph.getNodeList())) {
            if (node.getInputList().stream().anyMatch(copied::contains)) {
                NodeProto.Builder copy = node.toBuilder().setName(KEPT + node.getName());
                for (int i = 0; i < node.getInputCount(); i++) {
                    copy.setInput(i, copied.contains(node.getInput(i)) ? KEPT + node.getInput(i) : node.getInput(i));
                }
                for (int i = 0; i < node.getOutputCount(); i++) {
                    copied.add(node.getOutput(i));
                    copy.setOutput(i, KEPT + node.getOutput(i));
                }
                graph.addNode(copy);
            }
        }
    }

    private static void gather(GraphProto.Builder graph, String logits, String name, List<Long> positions) {
        String indices = KEPT + name + "/positions";
        graph.addInitializer(Onnx.ints(indices, List.of((long) positions.size()), positions));
        graph.addNode(Onnx.node("Gather", List.of(logits, indices), KEPT + name, Onnx.attribute("axis", 1)));
    }
}
