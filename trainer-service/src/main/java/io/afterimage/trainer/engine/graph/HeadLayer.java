package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.TensorNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last layer of a classifier as rows of weights, one a class: what it needs so that its features can be changed in an exact way.
 *
 * @param weight float32, [C, F], [F, C] or [C, F, 1, 1]
 * @param bias float32 with C values
 * @param rows whether the classes are the first dimension
 */
public record HeadLayer(TensorProto weight, TensorProto bias, boolean rows) {
    private static final Set<String> STRAIGHT = Set.of(
            "Identity",
            "Dropout",
            "Add",
            "Flatten",
            "Reshape",
            "Squeeze",
            "GlobalAveragePool",
            "AveragePool",
            "ReduceMean");

    /** Finds it in a graph that begins with what enters the head; empty where its form is another. */
    public static Optional<HeadLayer> of(Graph behind, TensorNames names) {
        TensorProto weight = behind.initializers().get(names.headWeight());
        TensorProto bias = behind.initializers().get(names.headBias());
        Node layer = behind.nodes().get(0);
        if (weight == null
                || bias == null
                || !layer.input(0).equals(behind.inputs().get(0))
                || !layer.input(1).equals(names.headWeight())) {
            return Optional.empty();
        }
        boolean rows =
                switch (layer.operator()) {
                    case "Conv" -> true;
                    case "Gemm" -> layer.integer("transB", 0) != 0;
                    default -> false;
                };
        HeadLayer head = new HeadLayer(weight, bias, rows);
        return isPlain(layer) && head.fits() ? Optional.of(head) : Optional.empty();
    }

    private static boolean isPlain(Node layer) {
        return switch (layer.operator()) {
            case "MatMul" -> true;
            case "Gemm" -> layer.integer("transA", 0) == 0 && layer.real("alpha", 1) == 1 && layer.real("beta", 1) == 1;
            case "Conv" ->
                layer.integer("group", 1) == 1
                        && layer.text("auto_pad", "NOTSET").equals("NOTSET")
                        && all(layer.integers("pads"), 0)
                        && all(layer.integers("strides"), 1);
            default -> false;
        };
    }

    private static boolean all(long @Nullable [] values, long wanted) {
        return values == null || LongStream.of(values).allMatch(value -> value == wanted);
    }

    private boolean fits() {
        long[] shape = Constants.shape(weight);
        long biases = LongStream.of(Constants.shape(bias)).reduce(1, (a, b) -> a * b);
        return shape.length >= 2
                && LongStream.of(shape).skip(2).allMatch(size -> size == 1)
                && biases == shape[rows ? 0 : 1];
    }

    /** Whether nothing lies behind it that bends its outputs. */
    public static boolean isLinear(Graph behind) {
        List<Node> nodes = behind.nodes();
        return nodes.stream().skip(1).allMatch(node -> STRAIGHT.contains(node.operator()));
    }

    /** Whether only an average over the image lies behind it, which may then as well be taken before it. */
    public static boolean isAveraged(Graph behind) {
        List<Node> nodes = behind.nodes();
        for (int i = 1; i < nodes.size() && nodes.get(0).operator().equals("Conv"); i++) {
            if (nodes.get(i).operator().equals("GlobalAveragePool")) {
                return true;
            }
            if (!nodes.get(i).operator().equals("Identity")) {
                return false;
            }
        }
        return false;
    }

    /**
     * The constants of a layer that gives the same for features (x - mean) / deviation as this one for x.
     *
     * @param means one a feature
     * @param deviations one a feature, above 0
     */
    public List<TensorProto> forStandard(float[] means, float[] deviations) throws UntrainableModelException {
        return changed(means, deviations, true);
    }

    /** The way back: the constants of a layer that gives the same for x as this one for (x - mean) / deviation. */
    public List<TensorProto> forPlain(float[] means, float[] deviations) throws UntrainableModelException {
        return changed(means, deviations, false);
    }

    private List<TensorProto> changed(float[] means, float[] deviations, boolean standard)
            throws UntrainableModelException {
        float[] weights = Constants.floats(weight);
        float[] biases = Constants.floats(bias);
        for (int c = 0; c < biases.length; c++) {
            double shift = 0;
            for (int f = 0; f < means.length; f++) {
                int at = rows ? c * means.length + f : f * biases.length + c;
                double plain = standard ? weights[at] : weights[at] / (double) deviations[f];
                shift += plain * means[f];
                weights[at] = (float) (standard ? plain * deviations[f] : plain);
            }
            biases[c] += (float) (standard ? shift : -shift);
        }
        return List.of(like(weight, weights), like(bias, biases));
    }

    private static TensorProto like(TensorProto tensor, float[] values) {
        return Constants.of(
                tensor.getName(), LongStream.of(Constants.shape(tensor)).boxed().toList(), values);
    }
}
