package io.afterimage.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real pretrained models, as CI's long tests have them. They are not part of the project, so this runs only when asked to:
 *
 * <pre>mvn package -pl schemas/model -am -Dtest=RealModelsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtests.excluded=none -Dafterimage.shared=DIR</pre>
 *
 * where {@code DIR/data} holds {@code models}, {@code cats-dogs}, {@code cifar10} and {@code mnist}.
 */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class RealModelsTest {
    private static final Path DATA = Path.of(System.getProperty("afterimage.shared", "."), "data");
    private static final int IMAGES = 50;

    @ParameterizedTest
    @CsvSource({"squeezenet1.1, squeezenet1.1, 1e-3, 0", "mobilenetv2-12-rebuilt, mobilenetv2, 0, 0.2"})
    void theOriginalReproducesItsRecordedOutputs(String file, String vectors, double relative, double absolute)
            throws Exception {
        try (Original original = new Original(DATA.resolve("models/" + file + ".onnx"))) {
            for (int i = 0; i < 3; i++) {
                float[] input = npy(DATA.resolve("models/testvec/" + vectors + "_" + i + "_input.npy"));
                float[] expected = npy(DATA.resolve("models/testvec/" + vectors + "_" + i + "_output.npy"));
                float[] actual = original.run(input, 1, 3, 224, 224);
                double largest = 0;
                for (int c = 0; c < expected.length; c++) {
                    largest = Math.max(largest, Math.abs(expected[c]));
                }
                double worst = worst(actual, expected);
                System.out.printf(
                        "%s vector %d: differs by %.3g, relative to the largest %.3g%n",
                        file, i, worst, worst / largest);
                assertThat(worst).isLessThanOrEqualTo(relative * largest + absolute);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "squeezenet1.1, IMAGENET, cats-dogs, 0, 512",
        "mobilenetv2-12-rebuilt, IMAGENET, cats-dogs, 0, 1280",
        "mobilenetv2-int8-qdq, IMAGENET, cats-dogs, 0, 1280",
        "mobilenetv2-int8-dynamic, IMAGENET, cats-dogs, 1, 1280",
        "resnet20-onnc, CIFAR10, cifar10/test, 0, 64",
        "cifar10-resnet_4b, CIFAR10, cifar10/test, 0, 100",
        "mnist-7, MNIST, mnist/test, 0, 256"
    })
    void thePackageAgreesWithTheOriginal(String file, Preset preset, String images, int maxBatch, int embedding)
            throws Exception {
        byte[] onnx = Files.readAllBytes(DATA.resolve("models/" + file + ".onnx"));
        Path folder = DATA.resolve(images);
        List<String> labels = images.equals("cats-dogs")
                ? Files.readAllLines(DATA.resolve("models/imagenet_labels.txt"))
                : IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
        long start = System.nanoTime();
        byte[] packaged = ModelImporter.importModel(onnx, labels, ImportOptions.of(preset));
        long imported = System.nanoTime();
        ModelPackage model = ModelPackage.read(packaged);
        assertThat(model.maxBatch()).isEqualTo(maxBatch);
        assertThat(model.embeddingSize()).isEqualTo(embedding);

        double worst = 0;
        int same = 0;
        int channels = preset.colour.channels();
        List<Path> photos = photos(folder);
        try (ModelSession session = ModelSession.open(packaged, model, 1);
                Original original = new Original(DATA.resolve("models/" + file + ".onnx"))) {
            for (Path photo : photos) {
                ByteBuffer pixels = pixels(photo, model.geometry());
                float[] logits = original.run(
                        normalised(pixels, model.geometry(), preset),
                        1,
                        channels,
                        model.geometry().height(),
                        model.geometry().width());
                float[] expected = softmax(logits);
                float[] actual = session.run(pixels, 1).probabilities(0);
                worst = Math.max(worst, worst(actual, expected));
                same += best(actual) == best(expected) ? 1 : 0;
            }
            worst = maxBatch == 1 ? worst : Math.max(worst, worstInBatch(session, model, photos));
        }
        System.out.printf(
                "%s: largest difference %.3g over %d images, %d same class; import %d ms, %d bytes, %s%n",
                file, worst, photos.size(), same, (imported - start) / 1_000_000, packaged.length, model.tensors());
        assertThat(worst).isLessThanOrEqualTo(1e-4);
        assertThat(same).isEqualTo(photos.size());
    }

    private static double worstInBatch(ModelSession session, ModelPackage model, List<Path> photos) throws Exception {
        int n = 8;
        ByteBuffer batch = ByteBuffer.allocateDirect(n * model.geometry().bytes());
        for (Path photo : photos.subList(0, n)) {
            batch.put(pixels(photo, model.geometry()));
        }
        batch.flip();
        var together = session.run(batch, n);
        double worst = 0;
        for (int i = 0; i < n; i++) {
            float[] alone =
                    session.run(pixels(photos.get(i), model.geometry()), 1).probabilities(0);
            worst = Math.max(worst, worst(together.probabilities(i), alone));
        }
        return worst;
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(file -> file.toString().matches(".*\\.(jpe?g|png)"))
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
            return IntStream.range(0, IMAGES)
                    .mapToObj(i -> all.get((int) ((long) i * all.size() / IMAGES)))
                    .toList();
        }
    }

    /** Decoded by ImageIO, as this compares models rather than decoders. */
    private static ByteBuffer pixels(Path photo, InputGeometry geometry) throws IOException {
        BufferedImage image = ImageIO.read(photo.toFile());
        double scale = (double) geometry.resize() / Math.min(image.getWidth(), image.getHeight());
        int width = (int) Math.round(image.getWidth() * scale);
        int height = (int) Math.round(image.getHeight() * scale);
        BufferedImage cut = new BufferedImage(geometry.width(), geometry.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = cut.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                image, (geometry.width() - width) / 2, (geometry.height() - height) / 2, width, height, null);
        graphics.dispose();
        ByteBuffer pixels = ByteBuffer.allocateDirect(geometry.bytes());
        for (int rgb : cut.getRGB(0, 0, geometry.width(), geometry.height(), null, 0, geometry.width())) {
            pixels.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
        return pixels.flip();
    }

    /**
     * What a user's own program would feed to the original: float32 [1, C, H, W]. Each step is rounded as in the package, since
     * a dynamically quantised model makes a step of 1/256 out of the last bit.
     */
    private static float[] normalised(ByteBuffer pixels, InputGeometry geometry, Preset preset) {
        int area = geometry.width() * geometry.height();
        int channels = preset.colour.channels();
        float[] input = new float[channels * area];
        for (int i = 0; i < area; i++) {
            double[] rgb = {pixels.get(3 * i) & 255, pixels.get(3 * i + 1) & 255, pixels.get(3 * i + 2) & 255};
            for (int c = 0; c < channels; c++) {
                double value = channels == 1 ? .299 * rgb[0] + .587 * rgb[1] + .114 * rgb[2] : rgb[c];
                float scaled = (float) value * (float) (preset.scale / preset.std.get(c));
                input[c * area + i] = scaled + (float) (-preset.mean.get(c) / preset.std.get(c));
            }
        }
        return input;
    }

    private static float[] softmax(float[] logits) {
        double largest = logits[best(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
        }
        return probabilities;
    }

    private static int best(float[] row) {
        return IntStream.range(0, row.length)
                .reduce((a, b) -> row[b] > row[a] ? b : a)
                .orElseThrow();
    }

    private static double worst(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        return IntStream.range(0, actual.length)
                .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                .max()
                .orElseThrow();
    }

    /** float32 values of a NumPy file (format 1, C order). */
    private static float[] npy(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String header = new String(bytes.array(), 10, bytes.getShort(8), StandardCharsets.ISO_8859_1);
        assertThat(header).contains("'<f4'").contains("'fortran_order': False");
        FloatBuffer floats = bytes.position(10 + bytes.getShort(8))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    private static final class Original implements AutoCloseable {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;
        private final String input;

        Original(Path file) throws OrtException {
            session = environment.createSession(file.toString());
            input = session.getInputNames().iterator().next();
        }

        float[] run(float[] values, long... shape) throws OrtException {
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] row = new float[output.remaining()];
                output.get(row);
                return row;
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
