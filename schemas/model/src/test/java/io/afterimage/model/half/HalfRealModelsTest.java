package io.afterimage.model.half;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real pretrained models in float16 on real photos, on the processor. Runs only when asked to, as {@code RealModelsTest} in the
 * package of the import.
 */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class HalfRealModelsTest {
    private static final Path DATA = Path.of(System.getProperty("afterimage.shared", "."), "data");
    private static final int IMAGES = 100;

    @ParameterizedTest
    @CsvSource({
        "mobilenetv2-12-rebuilt, IMAGENET, cats-dogs",
        "squeezenet1.1, IMAGENET, cats-dogs",
        "resnet20-onnc, CIFAR10, cifar10/test",
        "cifar10-resnet_4b, CIFAR10, cifar10/test",
        "mnist-7, MNIST, mnist/test"
    })
    void inFloat16PhotosKeepTheirClass(String name, Preset preset, String images) throws Exception {
        byte[] file = imported(name, preset);
        ModelPackage model = ModelPackage.read(file);
        HalfModel half = HalfModel.open(file, model, graph -> ModelSession.open(graph, model, 1));
        double worst = 0;
        int same = 0;
        List<Path> photos = photos(DATA.resolve(images));
        try (ModelSession halved = half.session();
                ModelSession single = ModelSession.open(file, model, 1);
                ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (Path photo : photos) {
                ByteBuffer pixels = ByteBuffer.allocateDirect(model.geometry().bytes());
                byte[] encoded = Files.readAllBytes(photo);
                assertThat(decoder.decode(encoded, 0, encoded.length, model.geometry(), pixels))
                        .isNotInstanceOf(DecodeResult.Rejected.class);
                float[] expected = single.run(pixels.clear(), 1).probabilities(0);
                float[] actual = halved.run(pixels, 1).probabilities(0);
                for (int i = 0; i < expected.length; i++) {
                    worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
                }
                same += best(expected) == best(actual) ? 1 : 0;
            }
        }
        System.out.printf("%s in float16: %d of %d same, worst %.3g%n", name, same, photos.size(), worst);
        assertThat(half.precision()).isEqualTo("float16");
        assertThat(same).isGreaterThanOrEqualTo(photos.size() - 1);
        assertThat(worst).isLessThan(2 * HalfModel.TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"mobilenetv2-int8-qdq", "mobilenetv2-int8-dynamic"})
    void aQuantisedModelStaysAsItIs(String name) throws Exception {
        byte[] file = imported(name, Preset.IMAGENET);
        ModelPackage model = ModelPackage.read(file);

        HalfModel half = HalfModel.open(file, model, graph -> ModelSession.open(graph, model, 1));
        half.session().close();

        assertThat(half.precision()).startsWith("float32, since ");
        System.out.println(name + ": " + half.precision());
    }

    private static byte[] imported(String name, Preset preset) throws Exception {
        List<String> labels = preset == Preset.IMAGENET
                ? Files.readAllLines(DATA.resolve("models/imagenet_labels.txt"))
                : IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
        return ModelImporter.importModel(
                Files.readAllBytes(DATA.resolve("models/" + name + ".onnx")), labels, ImportOptions.of(preset));
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(file -> file.toString().matches(".*\\.(jpe?g|png)"))
                    .sorted()
                    .toList();
            return IntStream.range(0, IMAGES)
                    .mapToObj(i -> all.get((int) ((long) i * all.size() / IMAGES)))
                    .toList();
        }
    }

    private static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }
}
