package io.afterimage.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Head;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.train.Features;
import io.afterimage.trainer.engine.train.Fit;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pretrained network learns cats and dogs from real photos: frozen up to a cut, in ONNX Runtime, and the rest in libtorch. */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class TransferTest {
    private static final Path DATA = Path.of(System.getProperty("afterimage.shared", "."), "data");
    private static final List<String> LABELS = List.of("cat", "dog");
    private static final int PHOTOS = 200;

    @ParameterizedTest
    @CsvSource({
        "mobilenetv2-12-rebuilt, 0, 1e-2, 40, .95",
        "mobilenetv2-12-rebuilt, 1, 3e-4, 4, .95",
        "squeezenet1.1, 0, 1e-3, 15, .85"
    })
    void catsAndDogsAreTold(String file, int blocks, double rate, int epochs, double least) throws Exception {
        TrainableModel model = TrainableModel.read(ModelImporter.importModel(
                Files.readAllBytes(DATA.resolve("models/" + file + ".onnx")),
                Files.readAllLines(DATA.resolve("models/imagenet_labels.txt")),
                ImportOptions.of(Preset.IMAGENET)));
        CutPoint cut = model.cutPoints().get(blocks);
        long begin = System.nanoTime();
        List<ByteBuffer> photos = photos(model);
        Features all = features(model, cut, photos);
        long featured = System.nanoTime();

        Graph whole = Head.of(
                model.whole(),
                model.description().tensors(),
                model.description().labels(),
                LABELS,
                1);
        Graph behind = whole.between(List.of(cut.tensor()), model.logits().outputs());
        Fit fit = new Fit(32, epochs, epochs, rate, .01, .05, List.of(), 1);
        Fit.Result result = fit.run(behind, Weights.of(behind), part(all, 0, 2), part(all, 2, 3), epoch -> {});
        long trained = System.nanoTime();

        List<TensorProto> learned = new ArrayList<>(result.weights());
        String temperature = model.description().tensors().temperature();
        learned.add(Constants.of(temperature, List.of(1L), new float[] {(float) result.temperature()}));
        double accuracy = accuracy(model.write(whole.with(learned), LABELS), photos);
        System.out.printf(
                "%s, %d blocks: %.3f of %d unseen photos; features %.1f s, training %.1f s (%d epochs, best %d)%n",
                file,
                blocks,
                accuracy,
                photos.size() / 4,
                (featured - begin) / 1e9,
                (trained - featured) / 1e9,
                result.epochs().size(),
                result.best());
        assertThat(accuracy).isGreaterThan(least);
    }

    /** Cats and dogs in turn. */
    private static List<ByteBuffer> photos(TrainableModel model) throws Exception {
        List<ByteBuffer> photos = new ArrayList<>();
        List<ByteBuffer> cats = RealPhotos.of(
                DATA.resolve("cats-dogs/cat"), PHOTOS, model.description().geometry());
        List<ByteBuffer> dogs = RealPhotos.of(
                DATA.resolve("cats-dogs/dog"), PHOTOS, model.description().geometry());
        for (int i = 0; i < PHOTOS; i++) {
            photos.add(cats.get(i));
            photos.add(dogs.get(i));
        }
        return photos;
    }

    private static Features features(TrainableModel model, CutPoint cut, List<ByteBuffer> photos) throws Exception {
        long[] shape = {1, 224, 224, 3};
        float[] values = new float[0];
        long[] one = {};
        int[] classes = new int[photos.size()];
        byte[] frozen = model.before(cut.tensor()).model().toByteArray();
        try (OnnxSession session = new OnnxSession(frozen, 1)) {
            for (int i = 0; i < classes.length; i++) {
                Map<String, OnnxSession.Tensor> outputs =
                        session.run(ModelPackage.INPUT, photos.get(i), shape, Set.of(cut.tensor()));
                OnnxSession.Tensor tensor = Objects.requireNonNull(outputs.get(cut.tensor()));
                int size = tensor.values().length;
                values = values.length == 0 ? new float[size * classes.length] : values;
                System.arraycopy(tensor.values(), 0, values, i * size, size);
                one = Arrays.copyOfRange(tensor.shape(), 1, tensor.shape().length);
                classes[i] = i % 2;
            }
        }
        return new Features(values, one, classes);
    }

    /** Some fourths of the examples. */
    private static Features part(Features all, int from, int to) {
        int fourth = all.classes().length / 4;
        int size = all.values().length / all.classes().length;
        return new Features(
                Arrays.copyOfRange(all.values(), from * fourth * size, to * fourth * size),
                all.shape(),
                Arrays.copyOfRange(all.classes(), from * fourth, to * fourth));
    }

    /** On the last fourth, which nothing has learned from. */
    private static double accuracy(byte[] file, List<ByteBuffer> photos) throws Exception {
        int right = 0;
        int from = 3 * photos.size() / 4;
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            for (int i = from; i < photos.size(); i++) {
                float[] probabilities = session.run(photos.get(i), 1).probabilities(0);
                right += (probabilities[1] > probabilities[0] ? 1 : 0) == i % 2 ? 1 : 0;
            }
        }
        return right / (double) (photos.size() - from);
    }
}
