package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.afterimage.model.ModelRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPackageTest {
    private final byte[] file = TestModels.colours();

    @Test
    void aModelThatIsNoPackageIsRefused() {
        assertThat(refusal(TestModels.averageAndGemm(0).build().toByteArray()))
                .hasMessageContaining("afterimage.format is missing")
                .extracting(ModelRejectedException::reason)
                .isEqualTo(Reason.PACKAGE_INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format|2",
                "name|''",
                "labels|[",
                "labels|[\"red\",\"green\"]",
                "labels|[\"red\",\"green\",\"blue\",\"more\"]",
                "labels|[\"red\",\"red\",\"blue\"]",
                "labels|[\"red\",\"\\u0000\",\"blue\"]",
                "labels|[\"red\",\"\\ud800\",\"blue\"]",
                "labels|{}",
                "labels|[1,2,3]",
                "labels|[\"red\",\"green\",\"blue\"]]",
                "input.width|9",
                "input.width|-1",
                "input.width|99999999999999999999",
                "input.height|x",
                "input.resize|1000000000",
                "max_batch|1",
                "max_batch|-1",
                "preprocessing.preset|a\u0007b",
                "preprocessing.mean|0 0",
                "preprocessing.std|0 0 0",
                "preprocessing.scale|NaN",
                "preprocessing.colour|cmyk",
                "tensor.logits|nowhere",
                "tensor.logits|''",
                "tensor.normalized|image",
                "tensor.embedding|nowhere",
                "tensor.head_weight|flat",
                "tensor.head_bias|nowhere",
                "tensor.temperature|''",
                "probe|''",
                "probe|3:0.5",
                "probe|-1:0.5",
                "probe|0=0.5",
                "probe|0:x"
            })
    void metadataThatIsMalformedOrAtOddsWithTheGraph(String key, String value) throws Exception {
        byte[] hostile = withProperty("afterimage." + key, old -> value);
        assertThat(refusal(hostile).reason()).isIn(Reason.PACKAGE_INVALID, Reason.LABELS_INVALID);
    }

    @Test
    void aFileIsReadAsItsBytesAre(@TempDir Path folder) throws Exception {
        Path written = Files.write(folder.resolve("model.onnx"), file);
        assertThat(ModelPackage.read(written)).isEqualTo(ModelPackage.read(file));
        Path torn = Files.write(folder.resolve("torn.onnx"), Arrays.copyOf(file, file.length / 2));
        assertThatExceptionOfType(ModelRejectedException.class).isThrownBy(() -> ModelPackage.read(torn));
    }

    @Test
    void theWeightsOfAFileStayOutOfMemory(@TempDir Path folder) throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        model.getGraphBuilder()
                .addInitializerBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(4)
                .setRawData(ByteString.copyFrom(new byte[16]));
        Path written = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
        List<TensorProto> tensors = OnnxFile.parse(written).getGraph().getInitializerList();
        ByteBuffer weights = tensors.get(tensors.size() - 1).getRawData().asReadOnlyByteBuffer();
        assertThat(weights.isDirect()).isTrue();
    }

    @Test
    void moreLabelsThanAreAllowed() throws Exception {
        String many = JsonStrings.write(IntStream.rangeClosed(0, Labels.MOST)
                .mapToObj(Integer::toString)
                .toList());
        assertThat(refusal(withProperty("afterimage.labels", old -> many))).hasMessageContaining("more than 100000");
    }

    @Test
    void aKeyThatIsThereTwice() throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        model.addMetadataProps(model.getMetadataProps(0));
        assertThat(refusal(model.build().toByteArray())).hasMessageContaining("twice");
    }

    @Test
    void metadataOfOthersIsIgnored() throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        model.addMetadataPropsBuilder().setKey("author").setValue("x".repeat(100_000));
        assertThat(ModelPackage.read(model.build().toByteArray()).labels()).hasSize(3);
    }

    @Test
    void aGraphWithOtherOutputs() throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        model.getGraphBuilder().getOutputBuilder(0).setName("scores");
        assertThat(refusal(model.build().toByteArray())).hasMessageContaining("'scores'");
        model.getGraphBuilder().clearOutput();
        assertThat(refusal(model.build().toByteArray())).hasMessageContaining("0 outputs");
    }

    @Test
    void aPackageIsHeldToTheRulesOfTheImport() throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        model.getGraphBuilder().addNode(TestModels.node("Loop", "", "z"));
        assertThat(refusal(model.build().toByteArray()).reason()).isEqualTo(Reason.UNSUPPORTED_OPERATOR);
    }

    @Test
    void labelsSurviveTheirJson() {
        List<String> labels = List.of("a \"b\" \\ /", "Kätzchen", "猫", "😀", "tab\tline\n");
        assertThat(JsonStrings.read(JsonStrings.write(labels), 5)).isEqualTo(labels);
        assertThat(JsonStrings.read(" [ \"\\u00e9\" , \"x\" ] ", 2)).containsExactly("é", "x");
        assertThat(JsonStrings.read("[]", 0)).isEmpty();
    }

    /** Either it is read or it is refused: no other exception, whatever the bytes. */
    @Test
    void tenThousandMutationsOfAPackage() {
        Random random = new Random(42);
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutant = mutant(random);
            try {
                read += ModelPackage.read(mutant).labels().size() == 3 ? 1 : 0;
            } catch (ModelRejectedException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
        // Weights and names may change freely, so that some mutants must still be read.
        assertThat(read).isBetween(500, 9_500);
    }

    private byte[] mutant(Random random) {
        byte[] mutant = file.clone();
        int at = random.nextInt(mutant.length);
        switch (random.nextInt(4)) {
            case 0 -> mutant = Arrays.copyOf(mutant, at);
            case 1 -> {
                // One stretch over another.
                int from = random.nextInt(mutant.length);
                int length = Math.min(1 + random.nextInt(64), mutant.length - Math.max(at, from));
                System.arraycopy(file, from, mutant, at, length);
            }
            default -> {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return mutant;
    }

    private byte[] withProperty(String key, UnaryOperator<String> change) throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        boolean found = false;
        for (StringStringEntryProto.Builder property : model.getMetadataPropsBuilderList()) {
            if (property.getKey().equals(key)) {
                property.setValue(change.apply(property.getValue()));
                found = true;
            }
        }
        assertThat(found).isTrue();
        return model.build().toByteArray();
    }

    private static ModelRejectedException refusal(byte[] file) {
        ModelRejectedException refusal =
                catchThrowableOfType(ModelRejectedException.class, () -> ModelPackage.read(file));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
