package io.afterimage.model.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.InvalidProtocolBufferException;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.Probe;
import io.afterimage.model.TestModels;
import io.afterimage.model.onnx.ModelImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On the processor, where ONNX Runtime computes float16 by way of float32 and rounds in between. */
class HalfModelTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;

    private final List<ModelProto> opened = new ArrayList<>();

    @Test
    void theBodyComputesInFloat16AndTheScoresStay() throws Exception {
        byte[] file = imported(network(1));
        ModelPackage model = ModelPackage.read(file);
        HalfModel half = HalfModel.open(file, model, graph -> open(graph, model));
        try (ModelSession session = half.session();
                ModelSession single = ModelSession.open(file, model, 1)) {
            assertThat(half.precision()).isEqualTo("float16");
            assertThat(half.tolerance()).isEqualTo(HalfModel.TOLERANCE);
            Prediction expected = single.run(TestModels.plain(RED, GREEN, BLUE), 3);
            Prediction actual = session.run(TestModels.plain(RED, GREEN, BLUE), 3);
            for (int i = 0; i < 3; i++) {
                assertThat(actual.probabilities(i)).containsExactly(expected.probabilities(i), within(0.01f));
                assertThat(actual.embedding(i)).containsExactly(expected.embedding(i), within(0.01f));
            }
            assertThat(actual.probabilities(0)).isNotEqualTo(expected.probabilities(0));
        }
    }

    @Test
    void weightsOfTheBodyAreHalvedAndThoseOfTheHeadAreNot() throws Exception {
        byte[] file = imported(network(1));
        ModelPackage model = ModelPackage.read(file);

        HalfModel.open(file, model, graph -> open(graph, model)).session().close();

        GraphProto graph = opened.get(0).getGraph();
        assertThat(weight(graph, "float16/kernel").getDataType()).isEqualTo(DataType.FLOAT16.getNumber());
        assertThat(weight(graph, "float16/kernel").getRawData().size()).isEqualTo(2 * 4 * 3 * 3 * 3);
        assertThat(weight(graph, "weight").getDataType()).isEqualTo(DataType.FLOAT.getNumber());
        assertThat(graph.getInitializerList()).extracting(TensorProto::getName).doesNotContain("kernel");
        assertThat(graph.getNodeList())
                .filteredOn(node -> node.getOpType().equals("Exp"))
                .flatExtracting(NodeProto::getInputList)
                .containsExactly("float32/clipped");
    }

    @Test
    void arithmeticOnShapesStaysAsItIs() throws Exception {
        GraphProto.Builder graph = network(1).getGraphBuilder();
        graph.clearNode()
                .addNode(TestModels.node("Conv", "x kernel", "spatial"))
                .addNode(TestModels.node("GlobalAveragePool", "spatial", "pooled"))
                .addNode(TestModels.node("Shape", "pooled", "shape"))
                .addNode(TestModels.node("Slice", "shape begin end", "rows"))
                .addNode(TestModels.node("Concat", "rows rest", "flat-shape")
                        .addAttribute(TestModels.attribute("axis", 0)))
                .addNode(TestModels.node("Reshape", "pooled flat-shape", "flat"))
                .addNode(TestModels.node("Gemm", "flat weight bias", "y")
                        .addAttribute(TestModels.attribute("transB", 1)))
                .addInitializer(TestModels.shape("begin", 0))
                .addInitializer(TestModels.shape("end", 1))
                .addInitializer(TestModels.shape("rest", -1));
        byte[] file = imported(TestModels.model(graph, 13));
        ModelPackage model = ModelPackage.read(file);

        HalfModel half = HalfModel.open(file, model, bytes -> open(bytes, model));
        half.session().close();

        assertThat(half.precision()).isEqualTo("float16");
    }

    @Test
    void weightsBeyondFloat16LeaveTheModelAsItIsAndTheReasonIsSaid() throws Exception {
        byte[] file = imported(network(1e6f));
        ModelPackage model = ModelPackage.read(file);

        HalfModel half = HalfModel.open(file, model, graph -> open(graph, model));
        half.session().close();

        assertThat(half.precision()).isEqualTo("float32, since its weights 'kernel' are beyond the range of float16");
        assertThat(half.tolerance()).isEqualTo(Probe.TOLERANCE);
        assertThat(opened).hasSize(1);
    }

    @Test
    void scoresThatDifferLeaveTheModelAsItIsAndTheReasonIsSaid() throws Exception {
        byte[] file = imported(finerThanFloat16());
        ModelPackage model = ModelPackage.read(file);

        HalfModel half = HalfModel.open(file, model, graph -> open(graph, model));
        try (ModelSession session = half.session()) {
            session.verifyProbe();
        }

        assertThat(half.precision()).startsWith("float32, since in float16 class ");
        assertThat(opened).hasSize(2);
    }

    @Test
    void aModelWithoutLayersOfItsOwnStaysAsItIs() throws Exception {
        byte[] file = TestModels.colours();
        ModelPackage model = ModelPackage.read(file);

        HalfModel half = HalfModel.open(file, model, graph -> open(graph, model));
        half.session().close();

        assertThat(half.precision()).isEqualTo("float32, since none of its layers multiplies float32 weights");
    }

    @Test
    void aModelThatCannotBeOpenedIsRefusedAsEver() throws Exception {
        byte[] file = imported(network(1));

        assertThatThrownBy(() -> HalfModel.open(file, ModelPackage.read(file), graph -> {
                    throw new ModelRejectedException(ModelRejectedException.Reason.DEVICE_MEMORY, "full");
                }))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessage("full");
    }

    @Test
    void probabilitiesMayDifferByAPointAndFirstClassesOnlyWhereTheyAreAsClose() {
        assertThat(Agreement.difference(new float[] {0.6f, 0.4f}, new float[] {0.595f, 0.405f}))
                .isEmpty();
        assertThat(Agreement.difference(new float[] {0.502f, 0.498f}, new float[] {0.498f, 0.502f}))
                .isEmpty();
        assertThat(Agreement.difference(new float[] {0.506f, 0.494f}, new float[] {0.499f, 0.501f}))
                .isEqualTo("class 1 comes first instead of 0");
        assertThat(Agreement.difference(new float[] {0.6f, 0.4f}, new float[] {0.58f, 0.42f}))
                .startsWith("class 0 scores");
        assertThat(Agreement.difference(new float[] {0.6f, 0.4f}, new float[] {Float.NaN, 0.4f}))
                .startsWith("class 0 scores NaN");
    }

    private ModelSession open(byte[] graph, ModelPackage model) throws ModelRejectedException {
        try {
            opened.add(ModelProto.parseFrom(graph));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return ModelSession.open(graph, model, 1);
    }

    private static TensorProto weight(GraphProto graph, String name) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] imported(ModelProto.Builder foreign) throws ModelRejectedException {
        return ModelImporter.importModel(
                foreign.build().toByteArray(), TestModels.colourLabels(), TestModels.unitScale());
    }

    /** Its classes differ by what float16 rounds away from the kernel. */
    private static ModelProto.Builder finerThanFloat16() {
        float[] kernel = new float[4 * 3];
        for (int i = 0; i < kernel.length; i++) {
            int channel = i / 3;
            kernel[i] = 1 + channel / 4096f;
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("test")
                .addInput(TestModels.value("x", DataType.FLOAT, 0, 3, TestModels.SIDE, TestModels.SIDE))
                .addNode(TestModels.node("Conv", "x kernel", "spatial"))
                .addNode(TestModels.node("GlobalAveragePool", "spatial", "pooled"))
                .addNode(TestModels.node("Flatten", "pooled", "flat").addAttribute(TestModels.attribute("axis", 1)))
                .addNode(TestModels.node("Gemm", "flat weight bias", "y"))
                .addInitializer(TestModels.tensor("kernel", new long[] {4, 3, 1, 1}, kernel))
                .addInitializer(TestModels.tensor(
                        "weight", new long[] {4, 3}, 0, -4096, -4096, 0, 4096, 0, 0, 0, 4096, 0, 0, 0))
                .addInitializer(TestModels.tensor("bias", new long[] {3}, 0, 0, 0))
                .addOutput(TestModels.value("y", DataType.FLOAT, 0, 3));
        return TestModels.model(graph, 13);
    }

    /** A convolution, an exponential, an average and a head; {@code scale} on the first, which a later operator takes back. */
    private static ModelProto.Builder network(float scale) {
        Random random = new Random(1);
        float[] kernel = new float[4 * 3 * 3 * 3];
        float[] weight = new float[3 * 4];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = scale * random.nextFloat();
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] = random.nextFloat();
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("test")
                .addInput(TestModels.value("x", DataType.FLOAT, 0, 3, TestModels.SIDE, TestModels.SIDE))
                .addNode(TestModels.node("Conv", "x kernel", "spatial"))
                .addNode(TestModels.node("Div", "spatial scale", "scaled"))
                .addNode(TestModels.node("Clip", "scaled least", "clipped"))
                .addNode(TestModels.node("Exp", "clipped", "large"))
                .addNode(TestModels.node("Log", "large", "again"))
                .addNode(TestModels.node("Add", "again clipped", "sum"))
                .addNode(TestModels.node("GlobalAveragePool", "sum", "pooled"))
                .addNode(TestModels.node("Flatten", "pooled", "flat").addAttribute(TestModels.attribute("axis", 1)))
                .addNode(TestModels.node("Gemm", "flat weight bias", "y")
                        .addAttribute(TestModels.attribute("transB", 1)))
                .addInitializer(TestModels.tensor("kernel", new long[] {4, 3, 3, 3}, kernel))
                .addInitializer(TestModels.tensor("scale", new long[] {1}, scale))
                .addInitializer(TestModels.tensor("least", new long[] {}, 0))
                .addInitializer(TestModels.tensor("weight", new long[] {3, 4}, weight))
                .addInitializer(TestModels.tensor("bias", new long[] {3}, 0, 0, 0))
                .addOutput(TestModels.value("y", DataType.FLOAT, 0, 3));
        return TestModels.model(graph, 13);
    }
}
