package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.TensorNames;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a classifier a head for other classes. The rows of classes that stay are kept as they are; those of new ones are random
 * and small.
 */
public final class Head {
    private final Graph graph;
    private final TensorNames names;
    private final List<String> before;
    private final List<String> after;

    private Head(Graph graph, TensorNames names, List<String> before, List<String> after) {
        this.graph = graph;
        this.names = names;
        this.before = before;
        this.after = after;
    }

    /**
     * A model for other classes.
     *
     * @param graph a package's whole graph
     * @param before its labels
     * @param after the labels wanted, in any order
     * @param seed of the new rows
     * @throws UntrainableModelException if the head is not known, or something beside it counts the classes
     */
    public static Graph of(Graph graph, TensorNames names, List<String> before, List<String> after, long seed)
            throws UntrainableModelException {
        return before.equals(after) ? graph : new Head(graph, names, before, after).resized(new Random(seed));
    }

    private Graph resized(Random random) throws UntrainableModelException {
        Node layer = layer();
        TensorProto weight = constant(names.headWeight());
        GraphProto.Builder changed = graph.model().getGraph().toBuilder();
        replace(changed, withClasses(weight, classAxis(layer), random));
        if (!names.headBias().isEmpty()) {
            TensorProto bias = constant(names.headBias());
            replace(changed, withClasses(bias, biasAxis(bias), null));
        }
        resizeBehind(changed, layer);
        for (ValueInfoProto.Builder output : changed.getOutputBuilderList()) {
            if (output.getName().equals(ModelPackage.PROBABILITIES)) {
                output.getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(after.size());
            }
        }
        return Graph.of(graph.model().toBuilder().setGraph(changed).build());
    }

    private Node layer() throws UntrainableModelException {
        List<Node> layers = graph.nodes().stream()
                .filter(node -> node.inputs().contains(names.headWeight()))
                .toList();
        if (names.headWeight().isEmpty() || layers.size() != 1) {
            throw unknown("the model has no last layer of a known form (Gemm, MatMul, Conv 1x1)");
        }
        return layers.get(0);
    }

    private TensorProto constant(String name) throws UntrainableModelException {
        TensorProto constant = graph.initializers().get(name);
        if (constant == null || !Constants.isFloat(constant)) {
            throw unknown("the head's '" + name + "' is no float32 constant");
        }
        return constant;
    }

    private static int classAxis(Node layer) {
        boolean rows =
                layer.operator().equals("Conv") || (layer.operator().equals("Gemm") && layer.integer("transB", 0) != 0);
        return rows ? 0 : 1;
    }

    private static int biasAxis(TensorProto bias) {
        return Math.max(0, bias.getDimsCount() - 1);
    }

    /** Rows of classes that stay are copied; new ones are drawn, or 0 where there is nothing to draw from. */
    private TensorProto withClasses(TensorProto tensor, int axis, @Nullable Random random)
            throws UntrainableModelException {
        long[] shape = Constants.shape(tensor);
        int old = before.size();
        if (axis >= shape.length || shape[axis] != old) {
            throw unknown("the head's '" + tensor.getName() + "' has not one row for each of " + old + " classes");
        }
        float[] values = Constants.floats(tensor);
        int inner = (int) product(shape, axis + 1, shape.length);
        int outer = (int) product(shape, 0, axis);
        double reach = 1 / Math.sqrt(values.length / (double) old);
        float[] wanted = new float[outer * after.size() * inner];
        for (int row = 0; row < after.size(); row++) {
            int from = before.indexOf(after.get(row));
            for (int i = 0; i < outer * inner; i++) {
                int at = (i / inner * after.size() + row) * inner + i % inner;
                wanted[at] = from >= 0
                        ? values[(i / inner * old + from) * inner + i % inner]
                        : random == null ? 0 : (float) (reach * (2 * random.nextDouble() - 1));
            }
        }
        shape[axis] = after.size();
        return Constants.of(tensor.getName(), LongStream.of(shape).boxed().toList(), wanted);
    }

    private static long product(long[] shape, int from, int to) {
        return LongStream.of(shape).skip(from).limit(Math.max(0, to - from)).reduce(1, (a, b) -> a * b);
    }

    /** What follows the head may have the number of classes written into it. */
    private void resizeBehind(GraphProto.Builder changed, Node layer) throws UntrainableModelException {
        Set<String> behind = new HashSet<>(layer.outputs());
        boolean allNew = after.stream().noneMatch(before::contains);
        for (NodeProto.Builder node : changed.getNodeBuilderList()) {
            if (node.getInputList().stream().noneMatch(behind::contains)) {
                continue;
            }
            behind.addAll(node.getOutputList());
            if (node.getOpType().equals("Reshape")) {
                resize(changed, node);
            } else if (node.getOpType().equals("Relu") && allNew) {
                // It would keep rows that begin below 0 from ever learning.
                node.setOpType("Identity");
            } else {
                requireFree(node);
            }
        }
    }

    private void resize(GraphProto.Builder changed, NodeProto.Builder reshape) throws UntrainableModelException {
        TensorProto constant = graph.initializers().get(reshape.getInput(1));
        long[] shape = constant == null ? new long[0] : Constants.integers(constant);
        // The first dimension counts the images.
        for (int i = shape.length - 1; i > 0; i--) {
            if (shape[i] == before.size()) {
                shape[i] = after.size();
                List<Long> dimensions = LongStream.of(shape).boxed().toList();
                String name = reshape.getOutput(0) + "/classes";
                changed.addInitializer(Onnx.ints(name, List.of((long) shape.length), dimensions));
                reshape.setInput(1, name);
                return;
            }
        }
    }

    private void requireFree(NodeProto.Builder node) throws UntrainableModelException {
        for (String input : node.getInputList()) {
            TensorProto constant = graph.initializers().get(input);
            if (constant != null
                    && constant.getDimsList().contains((long) before.size())
                    && !input.equals(names.headBias())) {
                throw unknown("'" + input + "' behind the head has one value for each class");
            }
        }
    }

    private static void replace(GraphProto.Builder graph, TensorProto constant) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(constant.getName())) {
                graph.setInitializer(i, constant);
            }
        }
    }

    private static UntrainableModelException unknown(String what) {
        return new UntrainableModelException(
                Reason.HEAD_UNKNOWN, what + "; it can serve, and learn the classes that it has");
    }
}
