package io.afterimage.bench.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.model.onnx.Onnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * A classifier with the layers of ResNet-50 (He and others, 2015, arXiv:1512.03385) for images of 224 x 224 pixels and
 * {@value #CLASSES} classes, batch normalisation folded into its convolutions. Its weights are random, scaled so that values stay of
 * one size from layer to layer: it computes as much as the real one, and means nothing. For one thread.
 */
final class ResNet50 {
    static final int CLASSES = 1000;

    private static final int SIDE = 224;
    private static final int[] BLOCKS = {3, 4, 6, 3};
    /** What a block adds is made small, since sixteen of them add up. */
    private static final double OF_A_BLOCK = 0.2;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("resnet50");
    private final Random random = new Random(50);

    private ResNet50() {}

    /** The file: input {@code x}, output {@code y} of logits, for any batch. */
    static ModelProto make() {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
        model.addOpsetImportBuilder().setVersion(13);
        return model.setGraph(new ResNet50().graph()).build();
    }

    private GraphProto graph() {
        graph.addInput(Onnx.value("x", DataType.FLOAT, 0, 3, SIDE, SIDE));
        String last = relu(conv("stem", "x", 3, 64, 7, 2, 1));
        last = add("MaxPool", "stem/pool", List.of(last), 3, 2, 1);
        int channels = 64;
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            int width = 64 << stage;
            for (int block = 0; block < BLOCKS[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                last = block("stage" + stage + "/block" + block, last, channels, width, stride);
                channels = 4 * width;
            }
        }
        return head(last, channels);
    }

    private String block(String name, String input, int channels, int width, int stride) {
        String narrow = relu(conv(name + "/narrow", input, channels, width, 1, 1, 1));
        String spatial = relu(conv(name + "/spatial", narrow, width, width, 3, stride, 1));
        String wide = conv(name + "/wide", spatial, width, 4 * width, 1, 1, OF_A_BLOCK);
        String past = channels == 4 * width
                ? input
                : conv(name + "/past", input, channels, 4 * width, 1, stride, Math.sqrt(.5));
        graph.addNode(Onnx.node("Add", List.of(wide, past), name + "/sum"));
        return relu(name + "/sum");
    }

    private GraphProto head(String input, int channels) {
        weights("head/weight", List.of((long) CLASSES, (long) channels), Math.sqrt(1.0 / channels));
        weights("head/bias", List.of((long) CLASSES), 0);
        graph.addNode(Onnx.node("GlobalAveragePool", List.of(input), "pooled"));
        graph.addNode(Onnx.node("Flatten", List.of("pooled"), "features", Onnx.attribute("axis", 1)));
        graph.addNode(
                Onnx.node("Gemm", List.of("features", "head/weight", "head/bias"), "y", Onnx.attribute("transB", 1)));
        return graph.addOutput(Onnx.value("y", DataType.FLOAT, 0, CLASSES)).build();
    }

    private String conv(String name, String input, int from, int to, int kernel, int stride, double scale) {
        long side = kernel;
        weights(name + "/weight", List.of((long) to, (long) from, side, side), scale * deviation(from, kernel));
        weights(name + "/bias", List.of((long) to), 0);
        return add("Conv", name, List.of(input, name + "/weight", name + "/bias"), kernel, stride, kernel / 2);
    }

    /** Keeps the variance through a convolution and a Relu (He and others, 2015, arXiv:1502.01852). */
    private static double deviation(int from, int kernel) {
        return Math.sqrt(2.0 / (from * kernel * kernel));
    }

    private String add(String operator, String name, List<String> inputs, long kernel, long stride, long pad) {
        graph.addNode(Onnx.node(
                operator,
                inputs,
                name,
                Onnx.attribute("kernel_shape", List.of(kernel, kernel)),
                Onnx.attribute("strides", List.of(stride, stride)),
                Onnx.attribute("pads", List.of(pad, pad, pad, pad))));
        return name;
    }

    private String relu(String input) {
        graph.addNode(Onnx.node("Relu", List.of(input), input + "/relu"));
        return input + "/relu";
    }

    private void weights(String name, List<Long> shape, double deviation) {
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        ByteBuffer raw = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            raw.putFloat((float) (deviation * random.nextGaussian()));
        }
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addAllDims(shape)
                .setRawData(UnsafeByteOperations.unsafeWrap(raw.flip())));
    }
}
