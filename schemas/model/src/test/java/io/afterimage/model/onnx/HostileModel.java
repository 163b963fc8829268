package io.afterimage.model.onnx;

import static io.afterimage.model.TestModels.SIDE;
import static io.afterimage.model.TestModels.attribute;
import static io.afterimage.model.TestModels.model;
import static io.afterimage.model.TestModels.node;
import static io.afterimage.model.TestModels.shape;
import static io.afterimage.model.TestModels.tensor;
import static io.afterimage.model.TestModels.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.FuzzWatch;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.TestModels;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** What a fuzz test does with a model file, and where it starts from. */
final class HostileModel {
    private static final long MOST_MEMORY = 1536L << 20;

    private final FuzzWatch watch;

    HostileModel(Class<?> test) {
        watch = new FuzzWatch(test, MOST_MEMORY);
    }

    /** Imports it, and loads it as a package: each works, or is refused with one line. */
    void load(byte[] file) throws IOException {
        watch.run(file, () -> {
            refusesOr(() -> open(ModelImporter.importModel(file, TestModels.colourLabels(), TestModels.unitScale())));
            refusesOr(() -> open(file));
        });
    }

    /** As a classifier does before it swaps a model in. */
    static void open(byte[] file) throws ModelRejectedException {
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            session.verifyProbe();
        }
    }

    private interface Load {
        void run() throws ModelRejectedException;
    }

    private static void refusesOr(Load load) {
        try {
            load.run();
        } catch (ModelRejectedException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
        }
    }

    /** Where the fuzzer starts from. */
    static Stream<ModelProto.Builder> all() {
        return Stream.concat(foreign(), Stream.of(packaged()));
    }

    /** Small classifiers that take each way through the import. */
    static Stream<ModelProto.Builder> foreign() {
        return Stream.of(
                TestModels.averageAndGemm(0), TestModels.averageAndGemm(1), softmax(), matMul(), spatial(), reshaped());
    }

    private static ModelProto.Builder softmax() {
        ModelProto.Builder model = TestModels.averageAndGemm(0);
        model.getGraphBuilder()
                .addNode(node("Softmax", "y", "p").addAttribute(attribute("axis", 1)))
                .setOutput(0, value("p", DataType.FLOAT, 0, 3));
        return model;
    }

    /** Grey, and its weights in a Constant. */
    private static ModelProto.Builder matMul() {
        AttributeProto.Builder weight = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor("", new long[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        return model(
                GraphProto.newBuilder()
                        .addInput(value("x", DataType.FLOAT, 1, 3, SIDE, SIDE))
                        .addNode(node("Constant", "", "weight").addAttribute(weight))
                        .addNode(node("GlobalMaxPool", "x", "pooled"))
                        .addNode(node("Squeeze", "pooled axes", "flat"))
                        .addNode(node("MatMul", "flat weight", "product"))
                        .addNode(node("Add", "product bias", "y"))
                        .addInitializer(shape("axes", 2, 3))
                        .addInitializer(tensor("bias", new long[] {3}, 0, .5f, -.5f))
                        .addOutput(value("y", DataType.FLOAT, 1, 3)),
                13);
    }

    private static ModelProto.Builder spatial() {
        return model(
                GraphProto.newBuilder()
                        .addInput(value("x", DataType.FLOAT, 0, 3, SIDE, SIDE))
                        .addNode(node("Conv", "x weight bias", "conv"))
                        .addNode(node("Relu", "conv", "relu"))
                        .addNode(node("GlobalAveragePool", "relu", "pooled"))
                        .addNode(node("Flatten", "pooled", "y"))
                        .addInitializer(tensor("weight", new long[] {3, 3, 1, 1}, 1, 0, 0, 0, 1, 0, 0, 0, 1))
                        .addInitializer(tensor("bias", new long[] {3}, 0, 0, 0))
                        .addOutput(value("y", DataType.FLOAT, 0, 3)),
                13);
    }

    /** With a batch size written into it, and an Expand. */
    private static ModelProto.Builder reshaped() {
        return model(
                GraphProto.newBuilder()
                        .addInput(value("x", DataType.FLOAT, 1, 3, SIDE, SIDE))
                        .addNode(node("Reshape", "x rows", "flat"))
                        .addNode(node("Gemm", "flat weight", "product"))
                        .addNode(node("Expand", "zero three", "zeros"))
                        .addNode(node("Add", "product zeros", "y"))
                        .addInitializer(shape("rows", 1, 3 * SIDE * SIDE))
                        .addInitializer(tensor("weight", new long[] {3 * SIDE * SIDE, 3}, new float[9 * SIDE * SIDE]))
                        .addInitializer(tensor("zero", new long[] {1}, 0))
                        .addInitializer(shape("three", 1, 3))
                        .addOutput(value("y", DataType.FLOAT, 1, 3)),
                13);
    }

    /** A package, made without the importer: the fuzzer must see its classes loaded first. */
    static ModelProto.Builder packaged() {
        ModelProto.Builder model = model(
                GraphProto.newBuilder()
                        .addInput(value("image", DataType.UINT8, 0, SIDE, SIDE, 3))
                        .addNode(node("Cast", "image", "x").addAttribute(attribute("to", 1)))
                        .addNode(node("ReduceMean", "x", "mean")
                                .addAttribute(attribute("keepdims", 0))
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("axes")
                                        .setType(AttributeProto.AttributeType.INTS)
                                        .addInts(1)
                                        .addInts(2)))
                        .addNode(node("Gemm", "mean weight", "y"))
                        .addNode(node("Div", "y temperature", "tempered"))
                        .addNode(node("Softmax", "tempered", "probabilities").addAttribute(attribute("axis", 1)))
                        .addInitializer(tensor("weight", new long[] {3, 3}, new float[9]))
                        .addInitializer(tensor("temperature", new long[] {1}, 1))
                        .addOutput(value("probabilities", DataType.FLOAT, 0, 3)),
                13);
        Map<String, String> metadata = Map.ofEntries(
                Map.entry("format", "1"),
                Map.entry("name", "hostile"),
                Map.entry("labels", "[\"red\",\"green\",\"blue\"]"),
                Map.entry("input.width", "8"),
                Map.entry("input.height", "8"),
                Map.entry("input.resize", "8"),
                Map.entry("preprocessing.preset", ""),
                Map.entry("preprocessing.mean", "0.0 0.0 0.0"),
                Map.entry("preprocessing.std", "1.0 1.0 1.0"),
                Map.entry("preprocessing.scale", "1.0"),
                Map.entry("preprocessing.colour", "rgb"),
                Map.entry("tensor.normalized", "x"),
                Map.entry("tensor.logits", "y"),
                Map.entry("tensor.embedding", "mean"),
                Map.entry("tensor.head_weight", "weight"),
                Map.entry("tensor.head_bias", ""),
                Map.entry("tensor.temperature", "temperature"),
                Map.entry("max_batch", "0"),
                Map.entry("probe", "0:0.33333 1:0.33333 2:0.33333"));
        metadata.forEach((key, text) ->
                model.addMetadataPropsBuilder().setKey("afterimage." + key).setValue(text));
        return model;
    }
}
