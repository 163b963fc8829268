package io.afterimage.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Tiny ONNX classifiers and their packages, made in code, and images for them. */
public final class TestModels {
    /** Side of the images that the models here take, in pixels. */
    public static final int SIDE = 8;

    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private TestModels() {}

    /** A package that calls red, green and blue images by their names (up to 99%), for any batch. */
    public static byte[] colours() {
        return brightness("red", "green", "blue");
    }

    /**
     * A package whose i-th class is the brightness of channel i, for any batch: the average over the image, then a Gemm with
     * factor 5. Other names for the labels give another version of the model.
     *
     * @param labels of red, green and blue
     */
    public static byte[] brightness(String... labels) {
        return brightness(SIDE, List.of(labels));
    }

    /** As {@link #brightness(String...)}, but for images of another side. */
    public static byte[] brightness(int side, List<String> labels) {
        try {
            ModelProto.Builder model = averageAndGemm(0);
            model.getGraphBuilder().setInput(0, value("x", TensorProto.DataType.FLOAT, 0, 3, side, side));
            return ModelImporter.importModel(
                    model.build().toByteArray(), labels, unitScale().named("brightness"));
        } catch (ModelRejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #colours}, but for images of the size that most classifiers of photos take, 224 x 224 pixels. */
    public static byte[] coloursOfPhotos() {
        return brightness(224, COLOURS);
    }

    /** Pixels from 0 to 255 become 0 to 1. */
    public static ImportOptions unitScale() {
        return new ImportOptions(null, null, null, null, 1 / 255.0, Colour.RGB, null, null, null);
    }

    /** The names of {@link #colours}. */
    public static List<String> colourLabels() {
        return COLOURS;
    }

    /** Images of one colour each: direct, uint8 [n, 8, 8, 3]. */
    public static ByteBuffer plain(int... rgb) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(rgb.length * SIDE * SIDE * 3);
        for (int colour : rgb) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                pixels.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
            }
        }
        return pixels.flip();
    }

    /**
     * The foreign model behind {@link #brightness}: input {@code x}, output {@code y} of logits.
     *
     * @param batch fixed batch size, or 0 for any
     */
    public static ModelProto.Builder averageAndGemm(int batch) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("test")
                .addInput(value("x", TensorProto.DataType.FLOAT, batch, 3, SIDE, SIDE))
                .addNode(node("GlobalAveragePool", "x", "pooled"))
                .addNode(node("Flatten", "pooled", "flat").addAttribute(attribute("axis", 1)))
                .addNode(node("Gemm", "flat weight bias", "y"))
                .addInitializer(tensor("weight", new long[] {3, 3}, 5, 0, 0, 0, 5, 0, 0, 0, 5))
                .addInitializer(tensor("bias", new long[] {3}, 0, 0, 0))
                .addOutput(value("y", TensorProto.DataType.FLOAT, batch, 3));
        return model(graph, 13);
    }

    /** A model of one graph. */
    public static ModelProto.Builder model(GraphProto.Builder graph, int opset) {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(7).setGraph(graph);
        model.addOpsetImportBuilder().setDomain("").setVersion(opset);
        return model;
    }

    /**
     * An operator with one output.
     *
     * @param inputs names with blanks between; empty for none
     */
    public static NodeProto.Builder node(String operator, String inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs.isEmpty() ? List.of() : Arrays.asList(inputs.split(" ", -1)))
                .addOutput(output);
    }

    /** An integer attribute. */
    public static AttributeProto.Builder attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    /** A float32 constant. */
    public static TensorProto.Builder tensor(String name, long[] shape, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor;
    }

    /** An int64 constant of one dimension. */
    public static TensorProto.Builder shape(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor;
    }

    /**
     * An input or output.
     *
     * @param shape its dimensions; 0 is a named dimension
     */
    public static ValueInfoProto.Builder value(String name, TensorProto.DataType type, long... shape) {
        TypeProto.Builder tensor = TypeProto.newBuilder();
        tensor.getTensorTypeBuilder().setElemType(type.getNumber()).getShapeBuilder();
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0) {
                tensor.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimParam("d" + i);
            } else {
                tensor.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(shape[i]);
            }
        }
        return ValueInfoProto.newBuilder().setName(name).setType(tensor);
    }
}
