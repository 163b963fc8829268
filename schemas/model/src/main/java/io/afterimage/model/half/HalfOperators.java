package io.afterimage.model.half;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The operators that compute in float16 with an error that classifiers bear, and which of their inputs and outputs are of that
 * type (ONNX operators, opsets 7 to 24). Whatever is not among them, such as exponentials and sums over an image, stays in
 * float32.
 */
final class HalfOperators {
    private static final Set<String> LAYERS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private static final Set<String> ALL_INPUTS = Set.of(
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Clip",
            "Concat",
            "DepthToSpace",
            "Div",
            "Elu",
            "Flatten",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Max",
            "MaxPool",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Relu",
            "Selu",
            "Sigmoid",
            "SpaceToDepth",
            "Sub",
            "Sum",
            "Tanh",
            "Transpose");

    /** Their other inputs are whole numbers, or factors of a size. */
    private static final Map<String, Set<Integer>> SOME_INPUTS = Map.of(
            "Dropout", Set.of(0),
            "Gather", Set.of(0),
            "Pad", Set.of(0, 2),
            "Reshape", Set.of(0),
            "Resize", Set.of(0),
            "Slice", Set.of(0),
            "Split", Set.of(0),
            "Squeeze", Set.of(0),
            "Unsqueeze", Set.of(0),
            "Upsample", Set.of(0));

    /** Their second output is a mask or positions. */
    private static final Set<String> ONE_OUTPUT = Set.of("Dropout", "MaxPool");

    private HalfOperators() {}

    static boolean contains(NodeProto node) {
        return isLayer(node) || ALL_INPUTS.contains(node.getOpType()) || SOME_INPUTS.containsKey(node.getOpType());
    }

    /** Whether it multiplies by weights, which is where float16 saves time. */
    static boolean isLayer(NodeProto node) {
        return LAYERS.contains(node.getOpType());
    }

    /** Whether an input that is there is of the operator's own type. */
    static boolean takes(NodeProto node, int input) {
        Set<Integer> some = SOME_INPUTS.get(node.getOpType());
        return !node.getInput(input).isEmpty() && (some == null || some.contains(input));
    }

    /** Those that are of the operator's own type. */
    static List<String> outputs(NodeProto node) {
        int count = ONE_OUTPUT.contains(node.getOpType()) ? 1 : node.getOutputCount();
        return IntStream.range(0, count)
                .mapToObj(node::getOutput)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
