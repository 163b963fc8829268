package io.afterimage.trainer.engine.operator;

import static io.afterimage.trainer.engine.operator.Scenario.trying;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.onnx.Onnx;
import java.util.List;
import java.util.stream.Stream;

/** What each operator is tried with. */
final class Scenarios {
    private Scenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                        elementwise(),
                        arithmetic(),
                        convolutions(),
                        pools(),
                        layers(),
                        reductions(),
                        shapes(),
                        pieces(),
                        values())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> elementwise() {
        return Stream.of(
                trying("Abs", "", 13).in(2, 5),
                trying("Ceil", "", 13).in(2, 5).withoutGradient(),
                trying("Clip", "bounds as attributes", 6)
                        .in(3, 7)
                        .with("min", -.5)
                        .with("max", .7),
                trying("Clip", "no bounds as attributes", 6).in(3, 7),
                trying("Clip", "bounds as inputs", 13).in(3, 7).number(0).number(.6),
                trying("Clip", "one bound as an input", 13).in(3, 7).none().number(.3),
                trying("Elu", "", 13).in(3, 7).with("alpha", .7),
                trying("Erf", "", 13).in(3, 7),
                trying("Exp", "", 13).in(3, 7),
                trying("Floor", "", 13).in(2, 5).withoutGradient(),
                trying("Gelu", "", 20).in(3, 7),
                trying("Gelu", "by tanh", 20).in(3, 7).with("approximate", "tanh"),
                trying("HardSigmoid", "", 13).in(x -> 3 * x, 3, 7),
                trying("HardSigmoid", "as in MobileNet v3", 13)
                        .in(x -> 3 * x, 3, 7)
                        .with("alpha", 1 / 6.0)
                        .with("beta", .5),
                trying("HardSwish", "", 14).in(x -> 3 * x, 3, 7),
                trying("Identity", "", 13).in(3, 7),
                trying("LeakyRelu", "", 13).in(3, 7).with("alpha", .1),
                trying("LeakyRelu", "its own slope", 13).in(3, 7),
                trying("Log", "", 13).positive(3, 7),
                trying("Mish", "", 18).in(3, 7),
                trying("Neg", "", 13).in(3, 7),
                trying("PRelu", "a slope a channel", 13).in(2, 3, 4, 4).in(3, 1, 1),
                trying("Reciprocal", "", 13).positive(3, 7),
                trying("Relu", "", 13).in(3, 7),
                trying("Sigmoid", "", 13).in(3, 7),
                trying("Softplus", "", 13).in(3, 7),
                trying("Sqrt", "", 13).positive(3, 7),
                trying("Tanh", "", 13).in(3, 7));
    }

    private static Stream<Scenario> arithmetic() {
        return Stream.of(
                trying("Add", "", 13).in(2, 3, 4).in(2, 3, 4),
                trying("Add", "broadcast both ways", 13).in(2, 1, 4).in(3, 1),
                trying("Sub", "a bias a channel", 13).in(2, 3, 4, 4).in(3, 1, 1),
                trying("Mul", "squeeze and excitation", 13).in(2, 3, 4, 4).in(2, 3, 1, 1),
                trying("Mul", "SiLU", 13).in(3, 7).computed(Onnx.node("Sigmoid", List.of("a"), "s")),
                trying("Div", "", 13).in(2, 3).positive(1, 3),
                trying("Div", "whole numbers, towards zero", 13)
                        .ints(7L, -7L, 9L)
                        .ints(2L, 2L, -4L)
                        .toFloat(),
                trying("Pow", "", 13).positive(2, 3).number(1.7),
                trying("Pow", "by a whole number", 13).in(2, 3).ints(2L),
                trying("Max", "of three", 13).in(2, 3).in(2, 3).in(3),
                trying("Min", "", 13).in(2, 3).in(2, 3),
                trying("Sum", "of three", 13).in(2, 3).in(2, 3).in(3),
                trying("Mean", "of three", 13).in(2, 3).in(2, 3).in(3),
                trying("Gemm", "", 13).in(3, 4).in(4, 5).in(5),
                trying("Gemm", "both transposed, scaled, bias a row", 13)
                        .in(4, 3)
                        .in(5, 4)
                        .in(3, 1)
                        .with("transA", 1)
                        .with("transB", 1)
                        .with("alpha", .5)
                        .with("beta", 2.0),
                trying("Gemm", "no bias", 13).in(3, 4).in(4, 5).with("alpha", 3.0),
                trying("MatMul", "", 13).in(3, 4).in(4, 5),
                trying("MatMul", "a stack of matrices", 13).in(2, 1, 3, 4).in(5, 4, 2));
    }

    private static Stream<Scenario> convolutions() {
        return Stream.of(
                trying("Conv", "", 13).in(2, 3, 6, 5).in(4, 3, 3, 3).in(4),
                trying("Conv", "strides and pads", 13)
                        .in(1, 3, 7, 8)
                        .in(4, 3, 3, 3)
                        .list("strides", 2L, 3L)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("Conv", "asymmetric pads", 13)
                        .in(1, 2, 6, 6)
                        .in(3, 2, 3, 3)
                        .in(3)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 2L),
                trying("Conv", "grouped", 13)
                        .in(1, 4, 5, 5)
                        .in(6, 2, 3, 3)
                        .in(6)
                        .with("group", 2)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("Conv", "depthwise", 13).in(1, 4, 5, 5).in(4, 1, 3, 3).with("group", 4),
                trying("Conv", "dilated", 13)
                        .in(1, 2, 9, 9)
                        .in(3, 2, 3, 3)
                        .list("dilations", 2L, 3L)
                        .list("pads", 2L, 3L, 2L, 3L),
                trying("Conv", "auto_pad SAME_UPPER", 13)
                        .in(1, 2, 6, 7)
                        .in(3, 2, 3, 4)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                trying("Conv", "auto_pad SAME_LOWER", 13)
                        .in(1, 2, 6, 7)
                        .in(3, 2, 3, 4)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_LOWER"),
                trying("Conv", "auto_pad VALID", 13)
                        .in(1, 2, 6, 7)
                        .in(3, 2, 3, 2)
                        .with("auto_pad", "VALID"),
                trying("Conv", "over one dimension", 13).in(2, 3, 9).in(4, 3, 3).list("pads", 1L, 2L));
    }

    private static Stream<Scenario> pools() {
        return Stream.of(
                trying("MaxPool", "", 12)
                        .in(2, 3, 6, 6)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 2L, 2L),
                trying("MaxPool", "symmetric pads", 12)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("MaxPool", "asymmetric pads", 12)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L),
                trying("MaxPool", "ceil_mode", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1),
                trying("MaxPool", "ceil_mode and pads", 12)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("MaxPool", "ceil_mode where no window may begin in the pads", 12)
                        .in(1, 2, 5, 5)
                        .list("kernel_shape", 1L, 1L)
                        .list("strides", 3L, 3L)
                        .with("ceil_mode", 1),
                trying("MaxPool", "dilated", 12)
                        .in(1, 2, 9, 9)
                        .list("kernel_shape", 3L, 3L)
                        .list("dilations", 2L, 2L),
                trying("MaxPool", "auto_pad SAME_UPPER", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                trying("MaxPool", "auto_pad SAME_LOWER", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 1L, 1L)
                        .with("auto_pad", "SAME_LOWER"),
                trying("AveragePool", "", 11)
                        .in(2, 3, 6, 6)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 2L, 2L),
                trying("AveragePool", "pads not counted", 11)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 1L, 1L)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("AveragePool", "pads counted", 11)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("pads", 1L, 1L, 1L, 1L)
                        .with("count_include_pad", 1),
                trying("AveragePool", "asymmetric pads not counted", 11)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L),
                trying("AveragePool", "asymmetric pads counted", 11)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L)
                        .with("count_include_pad", 1),
                trying("AveragePool", "ceil_mode", 19)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1),
                trying("AveragePool", "ceil_mode, pads not counted", 19)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("AveragePool", "ceil_mode, pads counted", 19)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L)
                        .with("count_include_pad", 1),
                trying("AveragePool", "dilated", 19)
                        .in(1, 2, 9, 9)
                        .list("kernel_shape", 3L, 3L)
                        .list("dilations", 2L, 2L)
                        .list("pads", 1L, 1L, 1L, 1L),
                trying("AveragePool", "auto_pad SAME_UPPER", 11)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                trying("GlobalAveragePool", "", 13).in(2, 3, 4, 5),
                trying("GlobalMaxPool", "", 13).in(2, 3, 4, 5));
    }

    private static Stream<Scenario> layers() {
        return Stream.of(
                trying("BatchNormalization", "", 9)
                        .in(2, 3, 4, 4)
                        .in(3)
                        .in(3)
                        .fixed(.3f, -.2f, .5f)
                        .fixed(.7f, 1.5f, .4f)
                        .with("epsilon", 1e-3),
                trying("BatchNormalization", "in its newest form", 15)
                        .in(2, 3, 4, 4)
                        .in(3)
                        .in(3)
                        .fixed(.3f, -.2f, .5f)
                        .fixed(.7f, 1.5f, .4f),
                trying("InstanceNormalization", "", 13)
                        .in(2, 3, 4, 5)
                        .in(3)
                        .in(3)
                        .with("epsilon", 1e-3),
                trying("LayerNormalization", "", 17).in(2, 3, 4).in(4).in(4),
                trying("LayerNormalization", "over two dimensions, no bias", 17)
                        .in(2, 3, 4)
                        .in(3, 4)
                        .with("axis", 1),
                trying("LRN", "as in AlexNet", 13)
                        .in(2, 8, 3, 3)
                        .with("size", 5)
                        .with("alpha", .3)
                        .with("beta", .75)
                        .with("bias", 2.0),
                trying("Softmax", "flattened, before 13", 11).in(2, 3, 4),
                trying("Softmax", "flattened from axis 2, before 13", 11)
                        .in(2, 3, 4, 2)
                        .with("axis", 2),
                trying("Softmax", "the last axis", 13).in(2, 3, 4),
                trying("Softmax", "any axis", 13).in(2, 3, 4).with("axis", 1),
                trying("LogSoftmax", "flattened, before 13", 11).in(2, 3, 4),
                trying("LogSoftmax", "the last axis", 13).in(2, 3, 4));
    }

    private static Stream<Scenario> reductions() {
        return Stream.of(
                trying("ReduceMean", "axes as an attribute", 13).in(2, 3, 4, 5).list("axes", 2L, 3L),
                trying("ReduceMean", "axes as an input, from the end", 18)
                        .in(2, 3, 4, 5)
                        .ints(-1L, -2L)
                        .with("keepdims", 0),
                trying("ReduceMean", "all", 13).in(2, 3, 4),
                trying("ReduceSum", "axes as an attribute", 11).in(2, 3, 4).list("axes", 1L),
                trying("ReduceSum", "axes as an input", 13).in(2, 3, 4).ints(1L).with("keepdims", 0),
                trying("ReduceSum", "no axes, which stands for none", 13)
                        .in(2, 3)
                        .with("noop_with_empty_axes", 1),
                trying("ReduceMax", "", 13).in(2, 3, 4).list("axes", 1L),
                trying("ReduceMax", "axes as an input", 18).in(2, 3, 4).ints(0L, 2L),
                trying("ReduceMin", "", 13).in(2, 3, 4).list("axes", -1L).with("keepdims", 0),
                trying("ReduceL1", "", 13).in(2, 3, 4).list("axes", 1L, 2L),
                trying("ReduceL1", "axes as an input", 18).in(2, 3, 4).ints(-1L).with("keepdims", 0),
                trying("ReduceL2", "", 13).in(2, 3, 4).list("axes", 1L, 2L),
                trying("ReduceLogSumExp", "", 13).in(2, 3, 4).list("axes", 1L),
                trying("ReduceLogSumExp", "axes as an input", 18)
                        .in(2, 3, 4)
                        .ints(0L, 2L)
                        .with("keepdims", 0),
                trying("ReduceProd", "", 13).in(2, 3, 4).list("axes", 2L, 0L),
                trying("ReduceProd", "axes as an input", 18)
                        .in(2, 3, 4)
                        .ints(0L, -1L)
                        .with("keepdims", 0),
                trying("ReduceProd", "whole numbers, as of a shape", 13)
                        .ints(2L, 3L, 4L)
                        .toFloat(),
                trying("ReduceSumSquare", "", 13).in(2, 3, 4).list("axes", 1L, 2L),
                trying("ReduceSumSquare", "axes as an input", 18)
                        .in(2, 3, 4)
                        .ints(1L)
                        .with("keepdims", 0));
    }

    private static Stream<Scenario> shapes() {
        return Stream.of(
                trying("Reshape", "0 and -1", 13).in(2, 3, 4, 5).ints(0L, -1L, 5L),
                trying("Reshape", "images of several channels", 13)
                        .in(2, 3, 4, 5)
                        .ints(2L, -1L),
                trying("Reshape", "a shape that is computed", 13)
                        .in(2, 3, 4)
                        .constant(Onnx.ints("first", List.of(1L), List.of(0L)))
                        .constant(Onnx.ints("rest", List.of(1L), List.of(-1L)))
                        .before(Onnx.node("Shape", List.of("a"), "shape"))
                        .before(Onnx.node("Gather", List.of("shape", "first"), "n"))
                        .computed(Onnx.node("Concat", List.of("n", "rest"), "wanted", Onnx.attribute("axis", 0))),
                trying("Flatten", "", 13).in(2, 3, 4),
                trying("Flatten", "from axis 0", 13).in(2, 3, 4).with("axis", 0),
                trying("Flatten", "from the end", 13).in(2, 3, 4).with("axis", -1),
                trying("Transpose", "", 13).in(2, 3, 4).list("perm", 2L, 0L, 1L),
                trying("Transpose", "reversed", 13).in(2, 3, 4),
                trying("Squeeze", "axes as an attribute", 11).in(2, 1, 3, 1).list("axes", 1L),
                trying("Squeeze", "axes as an input", 13).in(2, 1, 3, 1).ints(-1L),
                trying("Squeeze", "all", 13).in(2, 1, 3, 1),
                trying("Unsqueeze", "axes as an attribute", 11).in(2, 3).list("axes", 3L, 0L),
                trying("Unsqueeze", "axes as an input", 13).in(2, 3).ints(0L, -1L),
                trying("Shape", "", 13).in(2, 3, 4).toFloat(),
                trying("Shape", "a part", 15)
                        .in(2, 3, 4, 5)
                        .with("start", 1)
                        .with("end", -1)
                        .toFloat(),
                trying("Size", "", 13).in(2, 3, 4).toFloat(),
                trying("Expand", "", 13).in(3, 1).ints(2L, 1L, 4L),
                trying("Expand", "to less than it has", 13).in(2, 3).ints(1L, 1L),
                trying("DepthToSpace", "depth first", 13).in(2, 8, 3, 2).with("blocksize", 2),
                trying("DepthToSpace", "columns first", 13)
                        .in(2, 8, 3, 2)
                        .with("blocksize", 2)
                        .with("mode", "CRD"),
                trying("Resize", "nearest, by scales", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .floats(1, 1, 2, 2)
                        .with("mode", "nearest")
                        .with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", "floor"),
                trying("Resize", "nearest, in operator set 10", 10)
                        .in(1, 2, 3, 4)
                        .floats(1, 1, 2, 1.5)
                        .with("mode", "nearest"),
                trying("Resize", "linear, to a size", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .none()
                        .ints(1L, 2L, 7L, 5L)
                        .with("mode", "linear")
                        .with("coordinate_transformation_mode", "half_pixel"),
                trying("Resize", "linear, corners aligned", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .none()
                        .ints(1L, 2L, 7L, 9L)
                        .with("mode", "linear")
                        .with("coordinate_transformation_mode", "align_corners"));
    }

    private static Stream<Scenario> pieces() {
        return Stream.of(
                trying("Concat", "", 13)
                        .in(2, 3, 2, 2)
                        .in(2, 1, 2, 2)
                        .in(2, 2, 2, 2)
                        .with("axis", 1),
                trying("Concat", "from the end", 13).in(2, 3).in(2, 1).with("axis", -1),
                trying("Split", "equal parts", 13).in(2, 6, 2).with("axis", 1).outputs("x", "z"),
                trying("Split", "sizes as an attribute", 11)
                        .in(2, 6, 2)
                        .with("axis", 1)
                        .list("split", 1L, 5L)
                        .outputs("x", "z"),
                trying("Split", "sizes as an input", 13)
                        .in(2, 6, 2)
                        .ints(4L, 2L)
                        .with("axis", -2)
                        .outputs("x", "z"),
                trying("Split", "a last part that is smaller", 18)
                        .in(2, 7)
                        .with("axis", 1)
                        .with("num_outputs", 3)
                        .outputs("x", "z", "w"),
                trying("Slice", "ranges as attributes", 9)
                        .in(4, 6)
                        .list("starts", 1L, -4L)
                        .list("ends", 3L, 100L)
                        .list("axes", 0L, 1L),
                trying("Slice", "ranges as attributes, no axes", 9)
                        .in(4, 6)
                        .list("starts", 1L, 0L)
                        .list("ends", -1L, 3L),
                trying("Slice", "ranges as inputs", 13)
                        .in(4, 6)
                        .ints(0L)
                        .ints(5L)
                        .ints(-1L),
                trying("Slice", "with steps", 13)
                        .in(4, 7)
                        .ints(0L, 1L)
                        .ints(4L, 7L)
                        .ints(0L, 1L)
                        .ints(2L, 3L),
                trying("Slice", "backwards", 13)
                        .in(4, 7)
                        .ints(-1L, 5L)
                        .ints(-100L, 1L)
                        .ints(0L, 1L)
                        .ints(-1L, -2L),
                trying("Pad", "amounts as an attribute", 10)
                        .in(1, 2, 3, 3)
                        .list("pads", 0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("value", .5),
                trying("Pad", "amounts as an input", 13)
                        .in(1, 2, 3, 3)
                        .ints(0L, 1L, 0L, 0L, 0L, 2L, 0L, 1L)
                        .number(-.5),
                trying("Pad", "along some axes", 18)
                        .in(1, 2, 3, 3)
                        .ints(1L, 2L)
                        .none()
                        .ints(-1L),
                trying("Pad", "cutting off", 13).in(1, 2, 4, 4).ints(0L, 0L, -1L, 0L, 0L, 0L, 1L, -1L),
                trying("Pad", "reflected", 13)
                        .in(1, 2, 4, 4)
                        .ints(0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("mode", "reflect"),
                trying("Pad", "the edge repeated", 13)
                        .in(1, 2, 4, 4)
                        .ints(0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("mode", "edge"),
                trying("Gather", "channels in another order", 13)
                        .in(2, 3, 2)
                        .ints(2L, -3L, 1L, 1L)
                        .with("axis", 1),
                trying("Gather", "one, without its dimension", 13)
                        .in(2, 3, 2)
                        .constant(Onnx.ints("place", List.of(), List.of(1L)))
                        .named("place")
                        .with("axis", 1));
    }

    private static Stream<Scenario> values() {
        TensorProto truths = Onnx.ints("truths", List.of(3L), List.of(1L, 0L, 1L)).toBuilder()
                .setDataType(TensorProto.DataType.BOOL.getNumber())
                .clearInt64Data()
                .addAllInt32Data(List.of(1, 0, 1))
                .build();
        return Stream.of(
                trying("Cast", "to whole numbers, towards zero", 13)
                        .in(x -> 3 * x, 2, 5)
                        .with("to", 7)
                        .toFloat(),
                trying("Cast", "to truth values", 13)
                        .given(new float[] {0, 2, -1}, 3)
                        .with("to", 9)
                        .toFloat(),
                trying("Constant", "", 13)
                        .with("value_floats", new float[] {1, 2})
                        .withoutGradient(),
                trying("Dropout", "its ratio as an attribute", 10).in(3, 7).with("ratio", .4),
                trying("Dropout", "its ratio as an input", 13).in(3, 7).number(.4),
                trying("Dropout", "with a second output that nobody uses", 13)
                        .in(3, 7)
                        .number(.4)
                        .alsoGiving("mask"),
                trying("Equal", "", 13).ints(1L, 2L, 3L).ints(1L, 5L, 3L).toFloat(),
                trying("Where", "", 13)
                        .constant(truths)
                        .named("truths")
                        .in(2, 3)
                        .in(3));
    }
}
