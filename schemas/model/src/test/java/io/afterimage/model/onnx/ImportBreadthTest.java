package io.afterimage.model.onnx;

import static io.afterimage.model.TestModels.SIDE;
import static io.afterimage.model.TestModels.attribute;
import static io.afterimage.model.TestModels.model;
import static io.afterimage.model.TestModels.node;
import static io.afterimage.model.TestModels.shape;
import static io.afterimage.model.TestModels.tensor;
import static io.afterimage.model.TestModels.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.Probe;
import io.afterimage.model.TestModels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms in which exporters write classifiers. */
class ImportBreadthTest {
    private static final List<String> LABELS = List.of("red", "green", "blue");
    private static final int TEAL = 0x20a0c0;
    private static final double[] LOGITS = {5 * 0x20 / 255.0, 5 * 0xa0 / 255.0, 5 * 0xc0 / 255.0};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void float16(boolean channelsLast) throws Exception {
        ModelProto.Builder foreign = half(TestModels.averageAndGemm(0));
        GraphProto.Builder graph = foreign.getGraphBuilder();
        if (channelsLast) {
            graph.setInput(0, value("last", DataType.FLOAT16, 0, SIDE, SIDE, 3))
                    .addNode(0, node("Transpose", "last", "x").addAttribute(ints("perm", 0, 3, 1, 2)));
        }
        ModelPackage model = assertScores(foreign, 2e-3, softmax(LOGITS));
        assertThat(model.embeddingSize()).isEqualTo(3);
        assertThat(model.tensors().headWeight()).isEqualTo("weight");
    }

    @Test
    void float16InsideOfFloat32() throws Exception {
        ModelProto.Builder foreign = half(TestModels.averageAndGemm(0));
        foreign.getGraphBuilder()
                .setInput(0, value("wide", DataType.FLOAT, 0, 3, SIDE, SIDE))
                .addNode(0, node("Cast", "wide", "x").addAttribute(attribute("to", 10)))
                .addNode(node("Softmax", "y", "p").addAttribute(attribute("axis", 1)))
                .addNode(node("Cast", "p", "scores").addAttribute(attribute("to", 1)))
                .setOutput(0, value("scores", DataType.FLOAT, 0, 3));
        ModelPackage model = assertScores(foreign, 2e-3, softmax(LOGITS));
        assertThat(model.tensors().headWeight()).isEqualTo("weight");
    }

    @Test
    void quantisedWithItsScales() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addInitializer(tensor("step", new long[] {}, 1 / 256f))
                .addInitializer(tensor("wide", new long[] {}, 1 / 16f))
                .addInitializer(bytes("zero", DataType.UINT8, new long[] {}, 0))
                .addInitializer(bytes("none", DataType.INT8, new long[] {}, 0))
                .addInitializer(bytes("small", DataType.INT8, new long[] {3, 3}, 80, 0, 0, 0, 80, 0, 0, 0, 80))
                .setNode(2, node("QuantizeLinear", "flat step zero", "q"))
                .addNode(node("DequantizeLinear", "q step zero", "features"))
                .addNode(node("DequantizeLinear", "small wide none", "weights"))
                .addNode(node("Gemm", "features weights bias", "raw"))
                .addNode(node("QuantizeLinear", "raw wide zero", "rounded"))
                .addNode(node("DequantizeLinear", "rounded wide zero", "y"));
        ModelPackage model = assertScores(foreign, 1e-2, softmax(LOGITS));
        assertThat(model.embeddingSize()).isEqualTo(3);
        assertThat(model.tensors().embedding()).isEqualTo("features");
        assertThat(model.tensors().headWeight()).isEmpty();
    }

    @Test
    void quantisedAsItRuns() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        NodeProto.Builder quantise =
                node("DynamicQuantizeLinear", "flat", "q").addOutput("scale").addOutput("zero");
        foreign.getGraphBuilder()
                .addInitializer(bytes("small", DataType.UINT8, new long[] {3, 3}, 5, 0, 0, 0, 5, 0, 0, 0, 5))
                .setNode(2, quantise)
                .addNode(node("MatMulInteger", "q small zero", "product"))
                .addNode(node("Cast", "product", "floats").addAttribute(attribute("to", 1)))
                .addNode(node("Mul", "floats scale", "scaled"))
                .addNode(node("Add", "scaled bias", "y"));
        ModelPackage model = assertScores(foreign, 1e-2, softmax(LOGITS));
        // The scale is one for all images of a batch, so that each would change the others' scores.
        assertThat(model.maxBatch()).isEqualTo(1);
        assertThat(model.tensors().embedding()).isEqualTo("flat");
        assertThat(model.tensors().headWeight()).isEmpty();
    }

    @Test
    void aYesOrNoHasTwoClasses() throws Exception {
        ModelProto.Builder foreign = yesOrNo();
        byte[] file =
                ModelImporter.importModel(foreign.build().toByteArray(), List.of("cat", "dog"), TestModels.unitScale());
        ModelPackage model = ModelPackage.read(file);
        double dog = 1 / (1 + Math.exp(-(LOGITS[0] - LOGITS[2])));
        assertThat(run(file, model, TEAL).probabilities(0)).satisfies(row -> {
            assertThat(row).hasSize(2);
            assertThat((double) row[0]).isCloseTo(1 - dog, within(1e-5));
            assertThat((double) row[1]).isCloseTo(dog, within(1e-5));
        });
        assertThat(model.maxBatch()).isZero();
        assertThat(model.embeddingSize()).isEqualTo(3);
        assertThat(model.tensors().headWeight()).isEmpty();
    }

    /** The last layer of a Keras model of cats and dogs. */
    static ModelProto.Builder yesOrNo() {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .setInitializer(0, tensor("weight", new long[] {3, 1}, 5, 0, -5))
                .setInitializer(1, tensor("bias", new long[] {1}, 0))
                .addNode(node("Sigmoid", "y", "p"))
                .setOutput(0, value("p", DataType.FLOAT, 0, 1));
        return foreign;
    }

    @Test
    void theOutputWithAsManyScoresAsLabelsIsTaken() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addNode(0, node("Relu", "x", "big"))
                .addNode(node("ArgMax", "y", "best").addAttribute(attribute("axis", 1)))
                .addOutput(0, value("big", DataType.FLOAT, 0, 3, SIDE, SIDE))
                .addOutput(1, value("best", DataType.INT64, 0, 3));
        assertScores(foreign, 1e-5, softmax(LOGITS));
    }

    @Test
    void theOutputThatIsAskedForIsTaken() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addNode(node("Neg", "y", "embedding"))
                .addOutput(value("embedding", DataType.FLOAT, 0, 3));
        // A name that packages keep for themselves.
        byte[] file = imported(foreign, "embedding");
        float[] row = run(file, ModelPackage.read(file), TEAL).probabilities(0);
        assertThat(row[0]).isGreaterThan(row[1]);
        assertThat(row[1]).isGreaterThan(row[2]);
        assertThat(run(imported(foreign, "y"), ModelPackage.read(file), TEAL).probabilities(0)[2])
                .isGreaterThan(row[2]);
    }

    @Test
    void wideInputs() throws Exception {
        ModelProto.Builder open = TestModels.averageAndGemm(0);
        open.getGraphBuilder().setInput(0, value("x", DataType.FLOAT, 0, 3, 0, 0));
        ImportOptions options =
                new ImportOptions(null, Preset.IMAGENET, null, null, null, null, new InputSize(32, 24), null, null);
        ModelPackage model =
                ModelPackage.read(ModelImporter.importModel(open.build().toByteArray(), LABELS, options));
        assertThat(model.geometry()).hasToString("InputGeometry[width=32, height=24, resize=37]");
    }

    /** {@code x.view(x.size(0), -1)} and {@code torch.zeros}, {@code expand}, {@code arange}, as PyTorch writes them. */
    @Test
    void shapesThatAreComputed() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addInitializer(shape("first", 0))
                .addInitializer(shape("rest", -1))
                .addInitializer(shape("two", 2))
                .addInitializer(tensor("nil", new long[] {1, 3}, 0, 0, 0))
                .addInitializer(tensor("one", new long[] {}, 1))
                .addInitializer(tensor("start", new long[] {}, 0))
                .setNode(1, node("Shape", "pooled", "sizes"))
                .addNode(2, node("Gather", "sizes first", "n"))
                .addNode(3, node("Concat", "n rest", "rows").addAttribute(attribute("axis", 0)))
                .addNode(4, node("Reshape", "pooled rows", "view"))
                // Zeros of a size that only arithmetic gives.
                .addNode(5, node("Shape", "view", "viewed"))
                .addNode(6, node("Mul", "viewed two", "doubled"))
                .addNode(7, node("Div", "doubled two", "halved"))
                .addNode(8, node("ConstantOfShape", "halved", "zeros"))
                .addNode(9, node("Expand", "nil halved", "more"))
                .addNode(10, node("Add", "view zeros", "a"))
                .addNode(11, node("Add", "a more", "flat"));
        ModelPackage model = assertScores(foreign, 1e-5, softmax(LOGITS));
        assertThat(model.maxBatch()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SAME_UPPER, 7", "SAME_LOWER, 7", "VALID, 7", "SAME_UPPER, 8", "SAME_LOWER, 8", "VALID, 8"})
    void paddingThatTheRuntimeWorksOut(String padding, int side) throws Exception {
        float[] weights = new float[3 * 3 * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i * 7 % 11) / 10f - .5f;
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInput(value("x", DataType.FLOAT, 0, 3, side, side))
                .addNode(windows("Conv", "x kernel", "c", padding))
                .addNode(windows("MaxPool", "c", "m", padding))
                .addNode(windows("AveragePool", "m", "v", padding))
                .addNode(node("GlobalAveragePool", "v", "pooled"))
                .addNode(node("Flatten", "pooled", "y"))
                .addInitializer(tensor("kernel", new long[] {3, 3, 3, 3}, weights))
                .addOutput(value("y", DataType.FLOAT, 0, 3));
        byte[] file = imported(model(graph, 13), null);
        ModelPackage packaged = ModelPackage.read(file);
        ByteBuffer pixels = Probe.pixels(packaged.geometry(), 3);
        try (ModelSession session = ModelSession.open(file, packaged, 1)) {
            assertRow(session.run(pixels, 1).probabilities(0), 1e-5, softmax(original(model(graph, 13), pixels, side)));
        }
    }

    private static NodeProto.Builder windows(String operator, String inputs, String output, String padding) {
        return node(operator, inputs, output)
                .addAttribute(ints("kernel_shape", operator.equals("Conv") ? new long[] {3, 3} : new long[] {2, 2}))
                .addAttribute(ints("strides", operator.equals("Conv") ? new long[] {2, 2} : new long[] {1, 1}))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("auto_pad")
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(padding)));
    }

    /** What the foreign model itself gives for these pixels. */
    private static double[] original(ModelProto.Builder foreign, ByteBuffer pixels, int side) throws Exception {
        FloatBuffer planes = FloatBuffer.allocate(3 * side * side);
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < side * side; i++) {
                planes.put((pixels.get(3 * i + c) & 255) / 255f);
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(foreign.build().toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, planes.flip(), new long[] {1, 3, side, side});
                OrtSession.Result result = session.run(Map.of("x", input))) {
            float[] row = ((float[][]) result.get(0).getValue())[0];
            return new double[] {row[0], row[1], row[2]};
        }
    }

    private static ModelPackage assertScores(ModelProto.Builder foreign, double tolerance, double... expected)
            throws Exception {
        byte[] file = imported(foreign, null);
        ModelPackage model = ModelPackage.read(file);
        assertRow(run(file, model, TEAL).probabilities(0), tolerance, expected);
        if (model.maxBatch() == 0) {
            assertRow(run(file, model, 0xffffff, TEAL).probabilities(1), tolerance, expected);
        }
        return model;
    }

    private static void assertRow(float[] row, double tolerance, double... expected) {
        assertThat(row).hasSize(expected.length);
        for (int i = 0; i < row.length; i++) {
            assertThat((double) row[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static Prediction run(byte[] file, ModelPackage model, int... colours) throws Exception {
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            return session.run(TestModels.plain(colours), colours.length);
        }
    }

    private static byte[] imported(ModelProto.Builder foreign, @Nullable String output) throws Exception {
        ImportOptions unit = TestModels.unitScale();
        ImportOptions options =
                new ImportOptions(null, null, null, null, unit.scale(), unit.colour(), null, null, output);
        return ModelImporter.importModel(foreign.build().toByteArray(), LABELS, options);
    }

    private static double[] softmax(double... logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i]) / sum;
        }
        return probabilities;
    }

    /** The same model with all its floats in half the bits. */
    private static ModelProto.Builder half(ModelProto.Builder model) {
        GraphProto.Builder graph = model.getGraphBuilder();
        for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            tensor.setDataType(DataType.FLOAT16.getNumber());
            for (float number : List.copyOf(tensor.getFloatDataList())) {
                // 0 and 5 are all that the test model holds.
                tensor.addInt32Data(number == 0 ? 0 : 0x4500);
            }
            tensor.clearFloatData();
        }
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16.getNumber());
        graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16.getNumber());
        return model;
    }

    private static TensorProto.Builder bytes(String name, DataType type, long[] shape, int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (int number : values) {
            tensor.addInt32Data(number);
        }
        return tensor;
    }

    private static AttributeProto.Builder ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long number : values) {
            attribute.addInts(number);
        }
        return attribute;
    }
}
