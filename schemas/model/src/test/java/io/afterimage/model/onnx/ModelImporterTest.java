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
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.Prediction;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.TestModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelImporterTest {
    private static final List<String> LABELS = List.of("red", "green", "blue");
    /** A colour whose channels all differ. */
    private static final int TEAL = 0x20a0c0;

    private static final double[] RGB = {0x20, 0xa0, 0xc0};

    @Test
    void rgbIsNormalisedPerChannel() throws Exception {
        ImportOptions options = options(List.of(.1, .2, .3), List.of(.5, .6, .7), 1 / 255.0, Colour.RGB);
        assertProbabilities(
                TestModels.averageAndGemm(0),
                options,
                5 * (RGB[0] / 255 - .1) / .5,
                5 * (RGB[1] / 255 - .2) / .6,
                5 * (RGB[2] / 255 - .3) / .7);
    }

    @Test
    void bgrTurnsTheChannelsAndKeepsTheOrderOfTheMean() throws Exception {
        ImportOptions options = options(List.of(.1, .2, .3), List.of(.5, .6, .7), 1 / 255.0, Colour.BGR);
        assertProbabilities(
                TestModels.averageAndGemm(0),
                options,
                5 * (RGB[2] / 255 - .1) / .5,
                5 * (RGB[1] / 255 - .2) / .6,
                5 * (RGB[0] / 255 - .3) / .7);
    }

    @Test
    void aPresetsMeanIsTurnedForBgr() throws Exception {
        ImportOptions options =
                new ImportOptions(null, Preset.IMAGENET, null, null, null, Colour.BGR, null, null, null);
        assertProbabilities(
                TestModels.averageAndGemm(0),
                options,
                5 * (RGB[2] / 255 - .406) / .225,
                5 * (RGB[1] / 255 - .456) / .224,
                5 * (RGB[0] / 255 - .485) / .229);
    }

    @Test
    void greyIsTheWeightedSum() throws Exception {
        double grey = .299 * RGB[0] + .587 * RGB[1] + .114 * RGB[2];
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInput(value("x", DataType.FLOAT, 0, 1, SIDE, SIDE))
                .addNode(node("GlobalAveragePool", "x", "pooled"))
                .addNode(node("Flatten", "pooled", "flat"))
                .addNode(node("MatMul", "flat weight", "product"))
                .addNode(node("Add", "product bias", "y"))
                .addInitializer(tensor("weight", new long[] {1, 3}, 1, 2, 3))
                .addInitializer(tensor("bias", new long[] {3}, 0, .5f, -.5f))
                .addOutput(value("y", DataType.FLOAT, 0, 3));
        ImportOptions options = options(List.of(.5), List.of(.25), 1 / 255.0, Colour.GREY);
        double x = (grey / 255 - .5) / .25;
        ModelPackage model = assertProbabilities(model(graph, 7), options, x, 2 * x + .5, 3 * x - .5);
        assertThat(model.embeddingSize()).isEqualTo(1);
        assertThat(model.tensors().headBias()).isEqualTo("bias");
    }

    @Test
    void channelsLastIsTakenToo() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        GraphProto.Builder graph = foreign.getGraphBuilder();
        AttributeProto.Builder order = AttributeProto.newBuilder()
                .setName("perm")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(0L, 3L, 1L, 2L));
        graph.setInput(0, value("last", DataType.FLOAT, 0, SIDE, SIDE, 3))
                .addNode(0, node("Transpose", "last", "x").addAttribute(order));
        assertProbabilities(foreign, TestModels.unitScale(), fives());
    }

    @Test
    void aSoftmaxAtTheEndIsLookedBehind() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addNode(node("Softmax", "y", "p").addAttribute(attribute("axis", 1)))
                .addNode(node("Identity", "p", "out"))
                .setOutput(0, value("out", DataType.FLOAT, 0, 3));
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.tensors().logits()).isEqualTo("y");
        assertThat(model.embeddingSize()).isEqualTo(3);
    }

    @Test
    void probabilitiesWithoutASoftmaxKeepTheirValues() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addNode(node("Exp", "y", "exp"))
                .addNode(node("ReduceL1", "exp", "sum").addAttribute(ints("axes", 1)))
                .addNode(node("Div", "exp sum", "p"))
                .setOutput(0, value("p", DataType.FLOAT, 0, 3));
        foreign.getOpsetImportBuilder(0).setVersion(13);
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.tensors().logits()).isEqualTo("afterimage/logits");
        assertThat(model.embeddingSize()).isZero();
    }

    @Test
    void aSpatialHeadGivesAnAveragedEmbedding() throws Exception {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInput(value("x", DataType.FLOAT, 0, 3, SIDE, SIDE))
                .addNode(node("Conv", "x weight bias", "conv"))
                .addNode(node("Relu", "conv", "relu"))
                .addNode(node("GlobalAveragePool", "relu", "y"))
                .addInitializer(tensor("weight", new long[] {3, 3, 1, 1}, 5, 0, 0, 0, 5, 0, 0, 0, 5))
                .addInitializer(tensor("bias", new long[] {3}, 0, 0, 0))
                .addOutput(value("y", DataType.FLOAT, 0, 3, 1, 1));
        ModelPackage model = assertProbabilities(model(graph, 11), TestModels.unitScale(), fives());
        assertThat(model.embeddingSize()).isEqualTo(3);
        assertThat(model.tensors().embedding()).isEqualTo("afterimage/normalized");
        assertThat(model.tensors().headWeight()).isEqualTo("weight");
        assertThat(model.tensors().logits()).isEqualTo("afterimage/rows");
    }

    @Test
    void aFixedBatchIsFreed() throws Exception {
        ModelProto.Builder foreign = withReshape(1, 3);
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.maxBatch()).isZero();
    }

    @Test
    void aBatchThatCannotBeFreedStaysOne() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(1);
        GraphProto.Builder graph = foreign.getGraphBuilder();
        graph.addInitializer(shape("merged", 3, SIDE * SIDE))
                .addInitializer(shape("apart", 1, 3, SIDE, SIDE))
                .addNode(0, node("Reshape", "x merged", "m"))
                .addNode(1, node("Reshape", "m apart", "a"))
                .setNode(2, node("GlobalAveragePool", "a", "pooled"));
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.maxBatch()).isEqualTo(1);
    }

    @Test
    void aReshapeWithoutAnOutputIsPassedOver() throws Exception {
        ModelProto.Builder foreign = withReshape(1, 3);
        foreign.getGraphBuilder().addNode(node("Reshape", "x rows", "").clearOutput());
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.maxBatch()).isZero();
    }

    @Test
    void aBatchWhoseImagesMixIsRunOneByOne() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        // The average over the batch as well: right for one image, wrong for two.
        foreign.getGraphBuilder()
                .addNode(0, node("ReduceMean", "x", "mean").addAttribute(ints("axes", 0)))
                .setNode(1, node("GlobalAveragePool", "mean", "pooled"));
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.maxBatch()).isEqualTo(1);
    }

    @Test
    void constantsAndOldInputsBecomeInitializers() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0).setIrVersion(3);
        GraphProto.Builder graph = foreign.getGraphBuilder();
        NodeProto.Builder constant = node("Constant", "", "weight");
        constant.addAttributeBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(graph.getInitializer(0));
        graph.removeInitializer(0).addNode(0, constant).addInput(0, value("bias", DataType.FLOAT, 3));
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.tensors().headWeight()).isEqualTo("weight");
    }

    @Test
    void namesOfItsOwnMayClashWithOurs() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.setGraph(ForeignGraph.renamed(foreign.getGraph(), name -> switch (name) {
            case "x" -> "image";
            case "pooled" -> "afterimage/normalized";
            case "flat" -> "embedding";
            case "y" -> "probabilities";
            default -> "afterimage/" + name;
        }));
        ModelPackage model = assertProbabilities(foreign, TestModels.unitScale(), fives());
        assertThat(model.tensors().headWeight()).isEqualTo("original/afterimage/weight");
    }

    @Test
    void otherOutputsAndWhatOnlyTheyNeedAreLeftOut() throws Exception {
        ModelProto.Builder foreign = TestModels.averageAndGemm(0);
        foreign.getGraphBuilder()
                .addNode(node("Relu", "x", "big"))
                .addOutput(value("big", DataType.FLOAT, 0, 3, SIDE, SIDE));
        byte[] file = ModelImporter.importModel(foreign.build().toByteArray(), LABELS, TestModels.unitScale());
        assertThat(OnnxFile.parse(file).getGraph().getNodeList())
                .noneMatch(node -> node.getOpType().equals("Relu"));
    }

    @Test
    void sizesComeFromTheModelThePresetOrTheOptions() throws Exception {
        ModelProto.Builder open = TestModels.averageAndGemm(0);
        open.getGraphBuilder().setInput(0, value("x", DataType.FLOAT, 0, 3, 0, 0));
        assertThat(imported(open, ImportOptions.of(Preset.IMAGENET)).geometry())
                .hasToString("InputGeometry[width=224, height=224, resize=256]");
        assertThat(imported(open, ImportOptions.of(Preset.CIFAR10)).geometry())
                .hasToString("InputGeometry[width=32, height=32, resize=32]");
        assertThat(imported(
                                open,
                                new ImportOptions(
                                        null,
                                        Preset.TENSORFLOW,
                                        null,
                                        null,
                                        null,
                                        null,
                                        new InputSize(56, 56),
                                        null,
                                        null))
                        .geometry())
                .hasToString("InputGeometry[width=56, height=56, resize=64]");
        assertThat(imported(
                                open,
                                new ImportOptions(
                                        null, Preset.IMAGENET, null, null, null, null, new InputSize(56, 56), 60, null))
                        .geometry())
                .hasToString("InputGeometry[width=56, height=56, resize=60]");
        assertThat(imported(TestModels.averageAndGemm(0), ImportOptions.of(Preset.IMAGENET))
                        .geometry())
                .hasToString("InputGeometry[width=8, height=8, resize=9]");
    }

    @Test
    void labelsThatAreThereTwiceGetANumber() throws Exception {
        byte[] file = ModelImporter.importModel(
                TestModels.averageAndGemm(0).build().toByteArray(),
                List.of("crane", "goose", "crane"),
                TestModels.unitScale());
        assertThat(ModelPackage.read(file).labels()).containsExactly("crane", "goose", "crane (2)");
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        assertThat(TestModels.colours()).isEqualTo(TestModels.colours());
        assertThat(TestModels.brightness("a", "b", "c")).isNotEqualTo(TestModels.colours());
    }

    private static ModelProto.Builder withReshape(long... dimensions) {
        ModelProto.Builder foreign = TestModels.averageAndGemm(1);
        foreign.getGraphBuilder()
                .addInitializer(shape("rows", dimensions))
                .setNode(1, node("Reshape", "pooled rows", "flat"))
                .addValueInfo(value("flat", DataType.FLOAT, 1, 3));
        return foreign;
    }

    private static AttributeProto.Builder ints(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value);
    }

    private static ImportOptions options(List<Double> mean, List<Double> std, double scale, Colour colour) {
        return new ImportOptions(null, null, mean, std, scale, colour, null, null, null);
    }

    private static double[] fives() {
        return new double[] {5 * RGB[0] / 255, 5 * RGB[1] / 255, 5 * RGB[2] / 255};
    }

    private static ModelPackage imported(ModelProto.Builder foreign, ImportOptions options) throws Exception {
        return ModelPackage.read(ModelImporter.importModel(foreign.build().toByteArray(), LABELS, options));
    }

    /** The package gives the softmax of these logits for a teal image, and where it may, in a batch as well. */
    private static ModelPackage assertProbabilities(ModelProto.Builder foreign, ImportOptions options, double... logits)
            throws Exception {
        byte[] file = ModelImporter.importModel(foreign.build().toByteArray(), LABELS, options);
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            Prediction alone = session.run(TestModels.plain(TEAL), 1);
            assertSoftmax(alone.probabilities(0), logits);
            assertThat(alone.embedding(0)).hasSize(model.embeddingSize());
            if (model.maxBatch() == 0) {
                assertSoftmax(
                        session.run(TestModels.plain(0xffffff, 0, TEAL), 3).probabilities(2), logits);
            }
        }
        return model;
    }

    private static void assertSoftmax(float[] probabilities, double... logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        assertThat(probabilities).hasSize(logits.length);
        for (int i = 0; i < logits.length; i++) {
            assertThat((double) probabilities[i]).isCloseTo(Math.exp(logits[i]) / sum, within(1e-5));
        }
    }
}
