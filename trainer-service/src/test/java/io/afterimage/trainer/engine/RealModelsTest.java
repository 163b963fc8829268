package io.afterimage.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real pretrained models on real photos, as CI's long tests have them. They are not part of the project, so this runs only when
 * asked to, with {@code -Dtests.excluded=none -Dafterimage.shared=DIR}, where {@code DIR/data} holds them.
 */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class RealModelsTest {
    private static final Path DATA = Path.of(System.getProperty("afterimage.shared", "."), "data");
    private static final int IMAGES = 12;

    @ParameterizedTest
    @CsvSource({
        "squeezenet1.1, IMAGENET, cats-dogs, 4",
        "mobilenetv2-12-rebuilt, IMAGENET, cats-dogs, 4",
        "resnet20-onnc, CIFAR10, cifar10/test, 4",
        "cifar10-resnet_4b, CIFAR10, cifar10/test, 4",
        "mnist-7, MNIST, mnist/test, 2"
    })
    void itAgreesCanBeCutAndIsWrittenBack(String file, Preset preset, String images, int cuts) throws Exception {
        TrainableModel model = TrainableModel.read(packaged(file, preset));
        List<ByteBuffer> photos =
                RealPhotos.of(DATA.resolve(images), IMAGES, model.description().geometry());
        double difference = AgreementCheck.require(model, photos);

        byte[] same = model.write(model.whole(), model.description().labels());
        assertThat(ModelPackage.read(same).probe())
                .isEqualTo(model.description().probe());

        List<TensorProto> nudged = nudged(model);
        TrainableModel changed = TrainableModel.read(
                model.write(model.whole().with(nudged), model.description().labels()));
        nudged.forEach(
                weight -> assertThat(changed.whole().constant(weight.getName())).isEqualTo(weight));
        double afterwards = AgreementCheck.require(changed, photos);
        System.out.printf(
                "%s: differs by %.1e of the largest logit, with other weights %.1e; %d weights learn; cuts %s%n",
                file, difference, afterwards, Weights.of(model.learning()).size(), sizes(model, photos.get(0)));
        assertThat(model.cutPoints()).hasSize(cuts);
    }

    @ParameterizedTest
    @CsvSource({"mobilenetv2-int8-dynamic, DynamicQuantizeLinear", "mobilenetv2-int8-qdq, DequantizeLinear"})
    void aQuantisedModelServesOnlyAndSaysWhy(String file, String operator) throws Exception {
        byte[] packaged = packaged(file, Preset.IMAGENET);
        assertThatExceptionOfType(UntrainableModelException.class)
                .isThrownBy(() -> TrainableModel.read(packaged))
                .withMessageContaining("operator " + operator);
    }

    private static byte[] packaged(String file, Preset preset) throws Exception {
        List<String> labels = preset == Preset.IMAGENET
                ? Files.readAllLines(DATA.resolve("models/imagenet_labels.txt"))
                : IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
        byte[] onnx = Files.readAllBytes(DATA.resolve("models/" + file + ".onnx"));
        return ModelImporter.importModel(onnx, labels, ImportOptions.of(preset));
    }

    private static List<TensorProto> nudged(TrainableModel model) throws UntrainableModelException {
        List<TensorProto> nudged = new ArrayList<>();
        for (String name : Weights.of(model.learning())) {
            TensorProto weight = model.whole().constant(name);
            float[] values = Constants.floats(weight);
            for (int i = 0; i < values.length; i++) {
                values[i] *= 1 + .02f * (i % 7 - 3);
            }
            nudged.add(Constants.of(name, weight.getDimsList(), values));
        }
        return nudged;
    }

    private static String sizes(TrainableModel model, ByteBuffer image) throws Exception {
        List<String> sizes = new ArrayList<>();
        InputGeometry geometry = model.description().geometry();
        for (CutPoint cut : model.cutPoints()) {
            byte[] frozen = model.before(cut.tensor()).model().toByteArray();
            try (OnnxSession session = new OnnxSession(frozen, 1)) {
                long[] shape = {1, geometry.height(), geometry.width(), 3};
                Map<String, OnnxSession.Tensor> tensors =
                        session.run(ModelPackage.INPUT, image, shape, Set.of(cut.tensor()));
                OnnxSession.Tensor tensor = Objects.requireNonNull(tensors.get(cut.tensor()));
                sizes.add(cut.blocks() + " before '" + cut.tensor() + "' " + Arrays.toString(tensor.shape()));
            }
        }
        return sizes.toString();
    }
}
