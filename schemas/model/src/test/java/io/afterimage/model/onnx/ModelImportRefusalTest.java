package io.afterimage.model.onnx;

import static io.afterimage.model.TestModels.SIDE;
import static io.afterimage.model.TestModels.attribute;
import static io.afterimage.model.TestModels.node;
import static io.afterimage.model.TestModels.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.afterimage.model.Labels;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.TestModels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every refusal has its reason, one line, and a name or a number to go by. */
class ModelImportRefusalTest {
    private static final List<String> LABELS = List.of("red", "green", "blue");

    private final ModelProto.Builder model = TestModels.averageAndGemm(0);
    private final GraphProto.Builder graph = model.getGraphBuilder();

    @Test
    void whatIsNoOnnxFile() {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        assertRefused(new byte[0], Reason.NOT_ONNX, "whole .onnx file");
        assertRefused(noise, Reason.NOT_ONNX, "whole .onnx file");
        assertRefused("no model".getBytes(StandardCharsets.UTF_8), Reason.NOT_ONNX, "whole .onnx file");
    }

    @Test
    void aFileCutOffAnywhere() {
        byte[] file = model.build().toByteArray();
        for (int length = 0; length < file.length; length++) {
            ModelRejectedException refusal = refusal(Arrays.copyOf(file, length), LABELS, TestModels.unitScale());
            assertThat(refusal.getMessage()).doesNotContain("\n").isNotBlank();
        }
    }

    @Test
    void aForeignDomain() {
        graph.addNode(node("FusedConv", "x", "z").setDomain("com.microsoft"));
        assertRefused(Reason.UNSUPPORTED_OPERATOR, "FusedConv", "com.microsoft");
    }

    @Test
    void anOperatorThatIsNotOnTheList() {
        graph.addNode(node("RandomNormal", "", "z"));
        assertRefused(Reason.UNSUPPORTED_OPERATOR, "RandomNormal");
    }

    @Test
    void controlFlow() {
        graph.addNode(node("Loop", "", "z")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(GraphProto.getDefaultInstance())));
        assertRefused(Reason.UNSUPPORTED_OPERATOR, "Loop", "control flow");
    }

    @Test
    void functionsOfItsOwn() {
        model.addFunctionsBuilder().setName("mine");
        assertRefused(Reason.UNSUPPORTED_OPERATOR, "mine");
    }

    @Test
    void anOldOperatorSet() {
        model.getOpsetImportBuilder(0).setVersion(6);
        assertRefused(Reason.UNSUPPORTED_OPSET, "operator set 6", "7 or newer");
    }

    @Test
    void weightsOutsideTheFile() {
        graph.getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalDataBuilder()
                .setKey("location")
                .setValue("../../etc/passwd");
        assertRefused(Reason.EXTERNAL_DATA, "'weight'", "one .onnx file");
    }

    @Test
    void weightsOutsideTheFileInAConstant() {
        AttributeProto.Builder value =
                AttributeProto.newBuilder().setName("value").setType(AttributeProto.AttributeType.TENSOR);
        value.getTBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        graph.addNode(node("Constant", "", "z").addAttribute(value));
        assertRefused(Reason.EXTERNAL_DATA, "one .onnx file");
    }

    @Test
    void inputsThatAreNoSingleImage() {
        graph.addInput(value("mask", DataType.FLOAT, 0, 1));
        assertRefused(Reason.INPUT_SHAPE, "2 inputs (x, mask)");
        graph.removeInput(1);
        graph.setInput(0, value("x", DataType.DOUBLE, 0, 3, SIDE, SIDE));
        assertRefused(Reason.INPUT_SHAPE, "'x' is double", "float32");
        graph.setInput(0, value("x", DataType.FLOAT, 0, 3 * SIDE * SIDE));
        assertRefused(Reason.INPUT_SHAPE, "2 dimensions");
        graph.setInput(0, value("x", DataType.FLOAT, 0, 4, SIDE, SIDE));
        assertRefused(Reason.INPUT_SHAPE, "4 channels");
        graph.clearInput();
        assertRefused(Reason.INPUT_SHAPE, "0 inputs");
    }

    @Test
    void aPackageThatIsImportedAgain() {
        assertRefused(TestModels.colours(), Reason.INPUT_SHAPE, "uint8", "imported without --labels");
    }

    @Test
    void aBatchThatIsFixedAtTwo() {
        ModelProto.Builder two = TestModels.averageAndGemm(2);
        two.getGraphBuilder()
                .addInitializer(TestModels.shape("merged", 6, SIDE * SIDE))
                .addInitializer(TestModels.shape("apart", 2, 3, SIDE, SIDE))
                .addNode(0, node("Reshape", "x merged", "m"))
                .addNode(1, node("Reshape", "m apart", "a"))
                .setNode(2, node("GlobalAveragePool", "a", "pooled"));
        assertRefused(two.build().toByteArray(), Reason.INPUT_SHAPE, "takes 2 images");
    }

    @Test
    void outputsThatAreNoScores() {
        graph.addNode(node("Relu", "x", "same")).setOutput(0, value("same", DataType.FLOAT, 0, 3, SIDE, SIDE));
        assertRefused(Reason.OUTPUT_SHAPE, "'same' is [1, 3, 8, 8]");
        graph.addNode(node("ArgMax", "y", "best").addAttribute(attribute("axis", 1)))
                .setOutput(0, value("best", DataType.INT64, 0, 1));
        assertRefused(Reason.OUTPUT_SHAPE, "float32");
        graph.addNode(node("Sigmoid", "y", "each")).setOutput(0, value("each", DataType.FLOAT, 0, 3));
        assertRefused(Reason.OUTPUT_SHAPE, "'each' comes from Sigmoid");
        graph.clearOutput();
        assertRefused(Reason.OUTPUT_SHAPE, "no output");
    }

    @Test
    void scoresThatAreNoNumbers() {
        graph.getInitializerBuilder(1).setFloatData(0, Float.NaN);
        assertRefused(Reason.RUN_FAILED, "'y'", "NaN");
    }

    @Test
    void aGraphThatTheRuntimeRefuses() {
        graph.getNodeBuilder(2).setInput(1, "nowhere");
        assertRefused(Reason.RUN_FAILED, "ONNX Runtime refuses the model: ", "nowhere");
    }

    @Test
    void aSmallGraphThatAsksForALotOfMemory() {
        graph.addInitializer(TestModels.shape("large", 1, 3, 100_000, 100_000))
                .addInitializer(TestModels.tensor("zero", new long[] {1}, 0))
                .addNode(0, node("Expand", "zero large", "huge"))
                .addNode(1, node("ReduceMax", "huge", "none"))
                .addNode(2, node("Add", "x none", "sum"))
                .setNode(3, node("GlobalAveragePool", "sum", "pooled"));
        assertThat(model.build().toByteArray()).hasSizeLessThan(1_000);
        assertRefused(Reason.TOO_LARGE, "'huge'", "114441 MiB", "512 are allowed");
    }

    @Test
    void aLargeConstantThatIsCopiedManyTimes() {
        ByteString zeros = ByteString.copyFrom(new byte[16 << 20]);
        graph.addInitializer(TensorProto.newBuilder()
                .setName("zeros")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(zeros.size() / 4)
                .setRawData(zeros));
        for (int i = 0; i < 100; i++) {
            graph.addNode(node("Identity", "zeros", "z" + i));
        }
        assertRefused(Reason.TOO_LARGE, "tensor 'z", "1536 MiB");
    }

    @Test
    void scoresThatWouldFillTheHeap() {
        graph.addInitializer(TestModels.shape("more", 0, 0, 0, 1 << 25))
                .addNode(node("Pad", "y more", "wide"))
                .setOutput(0, value("wide", DataType.FLOAT, 0, 3 + (1 << 25)));
        assertRefused(Reason.RUN_FAILED, "33554435 values");
    }

    @Test
    void everyOperatorThatMakesMuchOutOfLittle() {
        graph.addInitializer(TestModels.shape("large", 1, 3, 100_000, 100_000))
                .addInitializer(TestModels.shape("times", 1, 1, 20_000, 20_000))
                .addInitializer(TestModels.shape("positions", 1, 2, 3))
                .addInitializer(TestModels.shape("zero", 0).clearDims())
                .addInitializer(TestModels.shape("one", 1).clearDims())
                .addInitializer(TestModels.shape("many", 20_000_000_000L).clearDims())
                .addInitializer(TestModels.tensor("hot", new long[] {2}, 0, 1));
        for (String node :
                List.of("ConstantOfShape:large", "Tile:x times", "Range:zero many one", "OneHot:positions many hot")) {
            String operator = node.substring(0, node.indexOf(':'));
            ModelProto.Builder hostile = model.clone();
            hostile.getGraphBuilder()
                    .addNode(node(operator, node.substring(node.indexOf(':') + 1), "huge"))
                    .addNode(node("Size", "huge", "count"))
                    .addNode(node("Cast", "count", "number").addAttribute(attribute("to", 1)))
                    .addNode(node("Add", "y number", "sum"))
                    .setOutput(0, value("sum", DataType.FLOAT, 0, 3));
            byte[] file = hostile.build().toByteArray();
            assertThat(file).hasSizeLessThan(1_100);
            assertRefused(file, Reason.TOO_LARGE, "'huge'", "512 are allowed");
        }
    }

    /** A size that ONNX Runtime would only know once it has computed it. */
    @Test
    void aSizeThatIsComputed() {
        graph.addInitializer(TestModels.shape("side", 1, 3, 10_000, 1))
                .addInitializer(TestModels.shape("factor", 1, 1, 10, 100_000))
                .addNode(0, node("Mul", "side factor", "product"))
                .addNode(1, node("ConstantOfShape", "product", "huge"))
                .addNode(2, node("ReduceMax", "huge", "none"))
                .addNode(3, node("Add", "x none", "sum"))
                .setNode(4, node("GlobalAveragePool", "sum", "pooled"));
        assertRefused(Reason.TOO_LARGE, "'huge'", "114441 MiB");
    }

    @Test
    void aSizeThatTheImageSays() {
        graph.addInitializer(TestModels.shape("line", -1))
                .addNode(node("Cast", "x", "numbers").addAttribute(attribute("to", 7)))
                .addNode(node("Reshape", "numbers line", "pixels"))
                .addNode(node("ConstantOfShape", "pixels", "huge"))
                .addNode(node("Size", "huge", "count"))
                .addNode(node("Cast", "count", "number").addAttribute(attribute("to", 1)))
                .addNode(node("Add", "y number", "sum"))
                .setOutput(0, value("sum", DataType.FLOAT, 0, 3));
        assertRefused(Reason.UNSUPPORTED_OPERATOR, "'huge'", "ConstantOfShape", "fixed shapes");
    }

    @Test
    void severalOutputsThatCouldBeMeant() {
        graph.addNode(node("Neg", "y", "z")).addOutput(value("z", DataType.FLOAT, 0, 3));
        assertRefused(Reason.OUTPUT_SHAPE, "'y' [N, 3], 'z' [N, 3]", "--output");
        assertRefused(
                new ImportOptions(null, null, null, null, 1.0, Colour.RGB, null, null, "p"),
                Reason.OPTIONS,
                "no output 'p'",
                "'y' [N, 3]");
        graph.setOutput(0, value("y", DataType.FLOAT, 0, 4)).setOutput(1, value("z", DataType.FLOAT, 0, 5));
        assertRefused(Reason.OUTPUT_SHAPE, "none of the model's outputs", "3 scores", "'y' [N, 4], 'z' [N, 5]");
    }

    @Test
    void oneScoreThatIsNotFromSigmoid() {
        ModelProto.Builder one = ImportBreadthTest.yesOrNo();
        one.getGraphBuilder().setOutput(0, value("y", DataType.FLOAT, 0, 1));
        assertRefused(one.build().toByteArray(), Reason.OUTPUT_SHAPE, "[1, 1]", "Sigmoid");
        assertRefused(
                ImportBreadthTest.yesOrNo().build().toByteArray(),
                Reason.LABELS_MISMATCH,
                "2 classes, but there are 3 labels",
                "first the class of 0");
    }

    @Test
    void aGraphOfTooManyOperators() {
        for (int i = 0; i <= 50_000; i++) {
            graph.addNode(node("Identity", "x", "x" + i));
        }
        assertRefused(Reason.TOO_LARGE, "50000 operators");
    }

    @Test
    void moreOrFewerLabelsThanOutputs() {
        byte[] file = model.build().toByteArray();
        assertThat(refusal(file, List.of("a", "b", "c", "d"), TestModels.unitScale()))
                .hasMessageContaining("3 classes, but there are 4 labels")
                .extracting(ModelRejectedException::reason)
                .isEqualTo(Reason.LABELS_MISMATCH);
        assertThat(refusal(file, List.of("a", "b"), TestModels.unitScale()))
                .hasMessageContaining("3 classes, but there are 2 labels")
                .hasMessageContaining("background");
    }

    @Test
    @Timeout(60)
    void asManyEqualLabelsAsThereMayBe() {
        List<String> labels = Collections.nCopies(Labels.MOST, "crane");
        assertThat(refusal(model.build().toByteArray(), labels, TestModels.unitScale()))
                .hasMessageContaining("but there are 100000 labels");
    }

    @Test
    void labelsThatCannotBeShown() {
        byte[] file = model.build().toByteArray();
        for (String bad : List.of("", " ", "a\nb", "\u0007", "x".repeat(201), "\ud800")) {
            assertThat(refusal(file, List.of("a", bad, "c"), TestModels.unitScale()))
                    .hasMessageContaining("label 2")
                    .extracting(ModelRejectedException::reason)
                    .isEqualTo(Reason.LABELS_INVALID);
        }
        assertThat(refusal(file, List.of(), TestModels.unitScale()).reason()).isEqualTo(Reason.LABELS_INVALID);
    }

    @Test
    void optionsThatAreMissingOrAtOdds() {
        assertRefused(none(null, null, null), Reason.OPTIONS, "--preset");
        assertRefused(TestModels.unitScale().named("a\nb"), Reason.OPTIONS, "name");
        assertRefused(ImportOptions.of(Preset.MNIST), Reason.INPUT_SHAPE, "3 channels", "--colour");
        assertRefused(
                new ImportOptions(null, Preset.IMAGENET, null, null, null, null, new InputSize(16, 8), null, null),
                Reason.INPUT_SHAPE,
                "width is 8");
        assertRefused(
                new ImportOptions(null, Preset.IMAGENET, null, null, null, null, null, 4, null),
                Reason.OPTIONS,
                "8 x 8");
        assertRefused(none(1.0, List.of(1.0, 2.0), null), Reason.OPTIONS, "3 values");
        assertRefused(none(0.0, null, null), Reason.OPTIONS, "scale");
        assertRefused(none(1.0, null, List.of(0.0)), Reason.OPTIONS, "standard deviation");
        graph.setInput(0, value("x", DataType.FLOAT, 0, 3, 0, 0));
        assertRefused(TestModels.unitScale(), Reason.OPTIONS, "--size");
    }

    private static ImportOptions none(@Nullable Double scale, @Nullable List<Double> mean, @Nullable List<Double> std) {
        return new ImportOptions(null, null, mean, std, scale, Colour.RGB, null, null, null);
    }

    private void assertRefused(Reason reason, String... parts) {
        assertRefused(model.build().toByteArray(), reason, parts);
    }

    private void assertRefused(ImportOptions options, Reason reason, String... parts) {
        assertRefusal(refusal(model.build().toByteArray(), LABELS, options), reason, parts);
    }

    private static void assertRefused(byte[] file, Reason reason, String... parts) {
        assertRefusal(refusal(file, LABELS, TestModels.unitScale()), reason, parts);
    }

    private static void assertRefusal(ModelRejectedException refusal, Reason reason, String... parts) {
        assertThat(refusal).hasMessageContainingAll(parts);
        assertThat(refusal.getMessage()).doesNotContain("\n");
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private static ModelRejectedException refusal(byte[] file, List<String> labels, ImportOptions options) {
        ModelRejectedException refusal = catchThrowableOfType(
                ModelRejectedException.class, () -> ModelImporter.importModel(file, labels, options));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
