package io.afterimage.trainer.engine.architecture;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.graph.Constants;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Writes a network as ONNX, layer by layer, from {@code input} [N, 3, side, side]. Weights are random (He et al., Delving Deep into
 * Rectifiers), biases 0. Each method takes the name of a tensor and gives that of the next. For one thread.
 */
final class NetworkBuilder {
    static final String INPUT = "input";
    private static final int GROUPS = 32;
    private static final int OPSET = 17;
    private static final long IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("afterimage");
    private final Random random;
    private int count;

    NetworkBuilder(int side, long seed) {
        random = new Random(seed);
        graph.addInput(Onnx.value(INPUT, DataType.FLOAT, 0, 3, side, side));
    }

    /** A square convolution that keeps the size, over its stride. */
    String conv(String input, int from, int to, int kernel, int stride) {
        String weight = weight(to, from, kernel, kernel);
        long pad = kernel / 2;
        return add(
                "Conv",
                List.of(input, weight, zeros(to)),
                Onnx.attribute("kernel_shape", List.of((long) kernel, (long) kernel)),
                Onnx.attribute("strides", List.of((long) stride, (long) stride)),
                Onnx.attribute("pads", List.of(pad, pad, pad, pad)));
    }

    /**
     * Group normalisation (Wu and He), then a scale and a shift a channel: written as a BatchNormalization whose statistics stay
     * 0 and 1. Unlike statistics of a batch, a group's are the same in training and in serving.
     *
     * @param side of the input
     * @param factor that the scale begins with
     */
    String normalize(String input, int channels, int side, float factor) {
        String groups = add("Reshape", List.of(input, ints(0, GROUPS, -1)));
        String normalized = add("InstanceNormalization", List.of(groups, filled(GROUPS, 1), zeros(GROUPS)));
        String image = add("Reshape", List.of(normalized, ints(0, channels, side, side)));
        return normalizeBatch(image, channels, factor);
    }

    /**
     * Batch normalisation (Ioffe and Szegedy), then a scale and a shift a channel.
     *
     * @param factor that the scale begins with
     */
    String normalizeBatch(String input, int channels, float factor) {
        return add(
                "BatchNormalization",
                List.of(input, filled(channels, factor), zeros(channels), zeros(channels), filled(channels, 1)));
    }

    String relu(String input) {
        return add("Relu", List.of(input));
    }

    String sum(String one, String other) {
        return add("Add", List.of(one, other));
    }

    /** Halves width and height. */
    String halve(String input) {
        return add(
                "MaxPool",
                List.of(input),
                Onnx.attribute("kernel_shape", List.of(2L, 2L)),
                Onnx.attribute("strides", List.of(2L, 2L)));
    }

    String average(String input) {
        return flat(add("GlobalAveragePool", List.of(input)));
    }

    String flat(String input) {
        return add("Flatten", List.of(input), Onnx.attribute("axis", 1));
    }

    String drop(String input, double ratio) {
        String name = nextName("ratio");
        graph.addInitializer(Onnx.floats(name, List.of(), ratio));
        return add("Dropout", List.of(input, name));
    }

    String dense(String input, int from, int to) {
        return add("Gemm", List.of(input, weight(to, from), zeros(to)), Onnx.attribute("transB", 1));
    }

    /** A layer of all zeros: the logits of a linear model begin without an opinion. */
    String blankDense(String input, int from, int to) {
        String weight = constant(new float[to * from], to, from);
        return add("Gemm", List.of(input, weight, zeros(to)), Onnx.attribute("transB", 1));
    }

    ModelProto build(String logits, int classes) {
        graph.addNode(Onnx.node("Identity", List.of(logits), "logits"));
        graph.addOutput(Onnx.value("logits", DataType.FLOAT, 0, classes));
        ModelProto.Builder model =
                ModelProto.newBuilder().setIrVersion(IR_VERSION).setGraph(graph);
        model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
        return model.build();
    }

    private String weight(long... shape) {
        int size = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
        double deviation = Math.sqrt(2.0 * shape[0] / size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return constant(values, shape);
    }

    private String zeros(int length) {
        return filled(length, 0);
    }

    private String filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return constant(values, length);
    }

    private String constant(float[] values, long... shape) {
        String name = nextName("weight");
        graph.addInitializer(Constants.of(name, LongStream.of(shape).boxed().toList(), values));
        return name;
    }

    private String ints(long... values) {
        String name = nextName("shape");
        graph.addInitializer(Onnx.ints(
                name,
                List.of((long) values.length),
                LongStream.of(values).boxed().toList()));
        return name;
    }

    private String add(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = nextName(operator.toLowerCase(Locale.ROOT));
        graph.addNode(Onnx.node(operator, inputs, output, attributes));
        return output;
    }

    private String nextName(String kind) {
        return kind + "-" + ++count;
    }
}
