package io.afterimage.trainer.engine.operator;

import static io.afterimage.trainer.engine.operator.Scenario.of;

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
                of("Abs", "", 13).in(2, 5),
                of("Ceil", "", 13).in(2, 5).withoutGradient(),
                of("Clip", "bounds as attributes", 6).in(3, 7).with("min", -.5).with("max", .7),
                of("Clip", "no bounds as attributes", 6).in(3, 7),
                of("Clip", "bounds as inputs", 13).in(3, 7).number(0).number(.6),
                of("Clip", "one bound as an input", 13).in(3, 7).none().number(.3),
                of("Elu", "", 13).in(3, 7).with("alpha", .7),
                of("Erf", "", 13).in(3, 7),
                of("Exp", "", 13).in(3, 7),
                of("Floor", "", 13).in(2, 5).withoutGradient(),
                of("Gelu", "", 20).in(3, 7),
                of("Gelu", "by tanh", 20).in(3, 7).with("approximate", "tanh"),
                of("HardSigmoid", "", 13).in(x -> 3 * x, 3, 7),
                of("HardSigmoid", "as in MobileNet v3", 13)
                        .in(x -> 3 * x, 3, 7)
                        .with("alpha", 1 / 6.0)
                        .with("beta", .5),
                of("HardSwish", "", 14).in(x -> 3 * x, 3, 7),
                of("Identity", "", 13).in(3, 7),
                of("LeakyRelu", "", 13).in(3, 7).with("alpha", .1),
                of("LeakyRelu", "its own slope", 13).in(3, 7),
                of("Log", "", 13).positive(3, 7),
                of("Mish", "", 18).in(3, 7),
                of("Neg", "", 13).in(3, 7),
                of("PRelu", "a slope a channel", 13).in(2, 3, 4, 4).in(3, 1, 1),
                of("Reciprocal", "", 13).positive(3, 7),
                of("Relu", "", 13).in(3, 7),
                of("Sigmoid", "", 13).in(3, 7),
                of("Softplus", "", 13).in(3, 7),
                of("Sqrt", "", 13).positive(3, 7),
                of("Tanh", "", 13).in(3, 7));
    }

    private static Stream<Scenario> arithmetic() {
        return Stream.of(
                of("Add", "", 13).in(2, 3, 4).in(2, 3, 4),
                of("Add", "broadcast both ways", 13).in(2, 1, 4).in(3, 1),
                of("Sub", "a bias a channel", 13).in(2, 3, 4, 4).in(3, 1, 1),
                of("Mul", "squeeze and excitation", 13).in(2, 3, 4, 4).in(2, 3, 1, 1),
                of("Mul", "SiLU", 13).in(3, 7).computed(Onnx.node("Sigmoid", List.of("a"), "s")),
                of("Div", "", 13).in(2, 3).positive(1, 3),
                of("Div", "whole numbers, towards zero", 13)
                        .ints(7L, -7L, 9L)
                        .ints(2L, 2L, -4L)
                        .toFloat(),
                of("Pow", "", 13).positive(2, 3).number(1.7),
                of("Pow", "by a whole number", 13).in(2, 3).ints(2L),
                of("Max", "of three", 13).in(2, 3).in(2, 3).in(3),
                of("Min", "", 13).in(2, 3).in(2, 3),
                of("Sum", "of three", 13).in(2, 3).in(2, 3).in(3),
                of("Mean", "of three", 13).in(2, 3).in(2, 3).in(3),
                of("Gemm", "", 13).in(3, 4).in(4, 5).in(5),
                of("Gemm", "both transposed, scaled, bias a row", 13)
                        .in(4, 3)
                        .in(5, 4)
                        .in(3, 1)
                        .with("transA", 1)
                        .with("transB", 1)
                        .with("alpha", .5)
                        .with("beta", 2.0),
                of("Gemm", "no bias", 13).in(3, 4).in(4, 5).with("alpha", 3.0),
                of("MatMul", "", 13).in(3, 4).in(4, 5),
                of("MatMul", "a stack of matrices", 13).in(2, 1, 3, 4).in(5, 4, 2));
    }

    private static Stream<Scenario> convolutions() {
        return Stream.of(
                of("Conv", "", 13).in(2, 3, 6, 5).in(4, 3, 3, 3).in(4),
                of("Conv", "strides and pads", 13)
                        .in(1, 3, 7, 8)
                        .in(4, 3, 3, 3)
                        .list("strides", 2L, 3L)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("Conv", "asymmetric pads", 13)
                        .in(1, 2, 6, 6)
                        .in(3, 2, 3, 3)
                        .in(3)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 2L),
                of("Conv", "grouped", 13)
                        .in(1, 4, 5, 5)
                        .in(6, 2, 3, 3)
                        .in(6)
                        .with("group", 2)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("Conv", "depthwise", 13).in(1, 4, 5, 5).in(4, 1, 3, 3).with("group", 4),
                of("Conv", "dilated", 13)
                        .in(1, 2, 9, 9)
                        .in(3, 2, 3, 3)
                        .list("dilations", 2L, 3L)
                        .list("pads", 2L, 3L, 2L, 3L),
                of("Conv", "auto_pad SAME_UPPER", 13)
                        .in(1, 2, 6, 7)
                        .in(3, 2, 3, 4)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                of("Conv", "auto_pad SAME_LOWER", 13)
                        .in(1, 2, 6, 7)
                        .in(3, 2, 3, 4)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_LOWER"),
                of("Conv", "auto_pad VALID", 13).in(1, 2, 6, 7).in(3, 2, 3, 2).with("auto_pad", "VALID"),
                of("Conv", "over one dimension", 13).in(2, 3, 9).in(4, 3, 3).list("pads", 1L, 2L));
    }

    private static Stream<Scenario> pools() {
        return Stream.of(
                of("MaxPool", "", 12)
                        .in(2, 3, 6, 6)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 2L, 2L),
                of("MaxPool", "symmetric pads", 12)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("MaxPool", "asymmetric pads", 12)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L),
                of("MaxPool", "ceil_mode", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1),
                of("MaxPool", "ceil_mode and pads", 12)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("MaxPool", "ceil_mode where no window may begin in the pads", 12)
                        .in(1, 2, 5, 5)
                        .list("kernel_shape", 1L, 1L)
                        .list("strides", 3L, 3L)
                        .with("ceil_mode", 1),
                of("MaxPool", "dilated", 12)
                        .in(1, 2, 9, 9)
                        .list("kernel_shape", 3L, 3L)
                        .list("dilations", 2L, 2L),
                of("MaxPool", "auto_pad SAME_UPPER", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                of("MaxPool", "auto_pad SAME_LOWER", 12)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 1L, 1L)
                        .with("auto_pad", "SAME_LOWER"),
                of("AveragePool", "", 11)
                        .in(2, 3, 6, 6)
                        .list("kernel_shape", 2L, 2L)
                        .list("strides", 2L, 2L),
                of("AveragePool", "pads not counted", 11)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 1L, 1L)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("AveragePool", "pads counted", 11)
                        .in(1, 3, 7, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("pads", 1L, 1L, 1L, 1L)
                        .with("count_include_pad", 1),
                of("AveragePool", "asymmetric pads not counted", 11)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L),
                of("AveragePool", "asymmetric pads counted", 11)
                        .in(1, 2, 7, 6)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .list("pads", 0L, 0L, 1L, 1L)
                        .with("count_include_pad", 1),
                of("AveragePool", "ceil_mode", 19)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1),
                of("AveragePool", "ceil_mode, pads not counted", 19)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("AveragePool", "ceil_mode, pads counted", 19)
                        .in(1, 2, 6, 8)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("ceil_mode", 1)
                        .list("pads", 1L, 1L, 1L, 1L)
                        .with("count_include_pad", 1),
                of("AveragePool", "dilated", 19)
                        .in(1, 2, 9, 9)
                        .list("kernel_shape", 3L, 3L)
                        .list("dilations", 2L, 2L)
                        .list("pads", 1L, 1L, 1L, 1L),
                of("AveragePool", "auto_pad SAME_UPPER", 11)
                        .in(1, 2, 6, 7)
                        .list("kernel_shape", 3L, 3L)
                        .list("strides", 2L, 2L)
                        .with("auto_pad", "SAME_UPPER"),
                of("GlobalAveragePool", "", 13).in(2, 3, 4, 5),
                of("GlobalMaxPool", "", 13).in(2, 3, 4, 5));
    }

    private static Stream<Scenario> layers() {
        return Stream.of(
                of("BatchNormalization", "", 9)
                        .in(2, 3, 4, 4)
                        .in(3)
                        .in(3)
                        .fixed(.3f, -.2f, .5f)
                        .fixed(.7f, 1.5f, .4f)
                        .with("epsilon", 1e-3),
                of("BatchNormalization", "in its newest form", 15)
                        .in(2, 3, 4, 4)
                        .in(3)
                        .in(3)
                        .fixed(.3f, -.2f, .5f)
                        .fixed(.7f, 1.5f, .4f),
                of("InstanceNormalization", "", 13).in(2, 3, 4, 5).in(3).in(3).with("epsilon", 1e-3),
                of("LayerNormalization", "", 17).in(2, 3, 4).in(4).in(4),
                of("LayerNormalization", "over two dimensions, no bias", 17)
                        .in(2, 3, 4)
                        .in(3, 4)
                        .with("axis", 1),
                of("LRN", "as in AlexNet", 13)
                        .in(2, 8, 3, 3)
                        .with("size", 5)
                        .with("alpha", .3)
                        .with("beta", .75)
                        .with("bias", 2.0),
                of("Softmax", "flattened, before 13", 11).in(2, 3, 4),
                of("Softmax", "flattened from axis 2, before 13", 11)
                        .in(2, 3, 4, 2)
                        .with("axis", 2),
                of("Softmax", "the last axis", 13).in(2, 3, 4),
                of("Softmax", "any axis", 13).in(2, 3, 4).with("axis", 1),
                of("LogSoftmax", "flattened, before 13", 11).in(2, 3, 4),
                of("LogSoftmax", "the last axis", 13).in(2, 3, 4));
    }

    private static Stream<Scenario> reductions() {
        return Stream.of(
                of("ReduceMean", "axes as an attribute", 13).in(2, 3, 4, 5).list("axes", 2L, 3L),
                of("ReduceMean", "axes as an input, from the end", 18)
                        .in(2, 3, 4, 5)
                        .ints(-1L, -2L)
                        .with("keepdims", 0),
                of("ReduceMean", "all", 13).in(2, 3, 4),
                of("ReduceSum", "axes as an attribute", 11).in(2, 3, 4).list("axes", 1L),
                of("ReduceSum", "axes as an input", 13).in(2, 3, 4).ints(1L).with("keepdims", 0),
                of("ReduceSum", "no axes, which stands for none", 13).in(2, 3).with("noop_with_empty_axes", 1),
                of("ReduceMax", "", 13).in(2, 3, 4).list("axes", 1L),
                of("ReduceMax", "axes as an input", 18).in(2, 3, 4).ints(0L, 2L),
                of("ReduceMin", "", 13).in(2, 3, 4).list("axes", -1L).with("keepdims", 0),
                of("ReduceL2", "", 13).in(2, 3, 4).list("axes", 1L, 2L));
    }

    private static Stream<Scenario> shapes() {
        return Stream.of(
                of("Reshape", "0 and -1", 13).in(2, 3, 4, 5).ints(0L, -1L, 5L),
                of("Reshape", "images of several channels", 13).in(2, 3, 4, 5).ints(2L, -1L),
                of("Reshape", "a shape that is computed", 13)
                        .in(2, 3, 4)
                        .constant(Onnx.ints("first", List.of(1L), List.of(0L)))
                        .constant(Onnx.ints("rest", List.of(1L), List.of(-1L)))
                        .before(Onnx.node("Shape", List.of("a"), "shape"))
                        .before(Onnx.node("Gather", List.of("shape", "first"), "n"))
                        .computed(Onnx.node("Concat", List.of("n", "rest"), "wanted", Onnx.attribute("axis", 0))),
                of("Flatten", "", 13).in(2, 3, 4),
                of("Flatten", "from axis 0", 13).in(2, 3, 4).with("axis", 0),
                of("Flatten", "from the end", 13).in(2, 3, 4).with("axis", -1),
                of("Transpose", "", 13).in(2, 3, 4).list("perm", 2L, 0L, 1L),
                of("Transpose", "reversed", 13).in(2, 3, 4),
                of("Squeeze", "axes as an attribute", 11).in(2, 1, 3, 1).list("axes", 1L),
                of("Squeeze", "axes as an input", 13).in(2, 1, 3, 1).ints(-1L),
                of("Squeeze", "all", 13).in(2, 1, 3, 1),
                of("Unsqueeze", "axes as an attribute", 11).in(2, 3).list("axes", 3L, 0L),
                of("Unsqueeze", "axes as an input", 13).in(2, 3).ints(0L, -1L),
                of("Shape", "", 13).in(2, 3, 4).toFloat(),
                of("Shape", "a part", 15)
                        .in(2, 3, 4, 5)
                        .with("start", 1)
                        .with("end", -1)
                        .toFloat(),
                of("Size", "", 13).in(2, 3, 4).toFloat(),
                of("Expand", "", 13).in(3, 1).ints(2L, 1L, 4L),
                of("Expand", "to less than it has", 13).in(2, 3).ints(1L, 1L),
                of("DepthToSpace", "depth first", 13).in(2, 8, 3, 2).with("blocksize", 2),
                of("DepthToSpace", "columns first", 13)
                        .in(2, 8, 3, 2)
                        .with("blocksize", 2)
                        .with("mode", "CRD"),
                of("Resize", "nearest, by scales", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .floats(1, 1, 2, 2)
                        .with("mode", "nearest")
                        .with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", "floor"),
                of("Resize", "nearest, in operator set 10", 10)
                        .in(1, 2, 3, 4)
                        .floats(1, 1, 2, 1.5)
                        .with("mode", "nearest"),
                of("Resize", "linear, to a size", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .none()
                        .ints(1L, 2L, 7L, 5L)
                        .with("mode", "linear")
                        .with("coordinate_transformation_mode", "half_pixel"),
                of("Resize", "linear, corners aligned", 13)
                        .in(1, 2, 3, 4)
                        .none()
                        .none()
                        .ints(1L, 2L, 7L, 9L)
                        .with("mode", "linear")
                        .with("coordinate_transformation_mode", "align_corners"));
    }

    private static Stream<Scenario> pieces() {
        return Stream.of(
                of("Concat", "", 13)
                        .in(2, 3, 2, 2)
                        .in(2, 1, 2, 2)
                        .in(2, 2, 2, 2)
                        .with("axis", 1),
                of("Concat", "from the end", 13).in(2, 3).in(2, 1).with("axis", -1),
                of("Split", "equal parts", 13).in(2, 6, 2).with("axis", 1).outputs("x", "z"),
                of("Split", "sizes as an attribute", 11)
                        .in(2, 6, 2)
                        .with("axis", 1)
                        .list("split", 1L, 5L)
                        .outputs("x", "z"),
                of("Split", "sizes as an input", 13)
                        .in(2, 6, 2)
                        .ints(4L, 2L)
                        .with("axis", -2)
                        .outputs("x", "z"),
                of("Split", "a last part that is smaller", 18)
                        .in(2, 7)
                        .with("axis", 1)
                        .with("num_outputs", 3)
                        .outputs("x", "z", "w"),
                of("Slice", "ranges as attributes", 9)
                        .in(4, 6)
                        .list("starts", 1L, -4L)
                        .list("ends", 3L, 100L)
                        .list("axes", 0L, 1L),
                of("Slice", "ranges as attributes, no axes", 9)
                        .in(4, 6)
                        .list("starts", 1L, 0L)
                        .list("ends", -1L, 3L),
                of("Slice", "ranges as inputs", 13).in(4, 6).ints(0L).ints(5L).ints(-1L),
                of("Slice", "with steps", 13)
                        .in(4, 7)
                        .ints(0L, 1L)
                        .ints(4L, 7L)
                        .ints(0L, 1L)
                        .ints(2L, 3L),
                of("Slice", "backwards", 13)
                        .in(4, 7)
                        .ints(-1L, 5L)
                        .ints(-100L, 1L)
                        .ints(0L, 1L)
                        .ints(-1L, -2L),
                of("Pad", "amounts as an attribute", 10)
                        .in(1, 2, 3, 3)
                        .list("pads", 0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("value", .5),
                of("Pad", "amounts as an input", 13)
                        .in(1, 2, 3, 3)
                        .ints(0L, 1L, 0L, 0L, 0L, 2L, 0L, 1L)
                        .number(-.5),
                of("Pad", "along some axes", 18)
                        .in(1, 2, 3, 3)
                        .ints(1L, 2L)
                        .none()
                        .ints(-1L),
                of("Pad", "cutting off", 13).in(1, 2, 4, 4).ints(0L, 0L, -1L, 0L, 0L, 0L, 1L, -1L),
                of("Pad", "reflected", 13)
                        .in(1, 2, 4, 4)
                        .ints(0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("mode", "reflect"),
                of("Pad", "the edge repeated", 13)
                        .in(1, 2, 4, 4)
                        .ints(0L, 0L, 1L, 2L, 0L, 0L, 0L, 1L)
                        .with("mode", "edge"),
                of("Gather", "channels in another order", 13)
                        .in(2, 3, 2)
                        .ints(2L, -3L, 1L, 1L)
                        .with("axis", 1),
                of("Gather", "one, without its dimension", 13)
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
                of("Cast", "to whole numbers, towards zero", 13)
                        .in(x -> 3 * x, 2, 5)
                        .with("to", 7)
                        .toFloat(),
                of("Cast", "to truth values", 13)
                        .given(new float[] {0, 2, -1}, 3)
                        .with("to", 9)
                        .toFloat(),
                of("Constant", "", 13).with("value_floats", new float[] {1, 2}).withoutGradient(),
                of("Dropout", "its ratio as an attribute", 10).in(3, 7).with("ratio", .4),
                of("Dropout", "its ratio as an input", 13).in(3, 7).number(.4),
                of("Dropout", "with a second output that nobody uses", 13)
                        .in(3, 7)
                        .number(.4)
                        .alsoGiving("mask"),
                of("Equal", "", 13).ints(1L, 2L, 3L).ints(1L, 5L, 3L).toFloat(),
                of("Where", "", 13).constant(truths).named("truths").in(2, 3).in(3));
    }
}
