package io.afterimage.trainer.inside;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package in ONNX Runtime whose layers can be looked at: a copy of its graph that gives them as well. Holds native
 * memory; for one thread at a time, which also closes it.
 */
final class OpenedModel implements AutoCloseable {
    private final ModelPackage model;
    private final Layers layers;
    private final Optional<ClassRows> rows;
    private final OnnxSession session;
    private final ImageDecoder decoder;
    private final ByteBuffer pixels;

    private OpenedModel(
            ModelPackage model, Layers layers, Optional<ClassRows> rows, OnnxSession session, ImageLimits limits) {
        this.model = model;
        this.layers = layers;
        this.rows = rows;
        this.session = session;
        decoder = new ImageDecoder(limits);
        pixels = ByteBuffer.allocateDirect(model.geometry().bytes());
    }

    /**
     * Opens a package that was proven before it was published.
     *
     * @param version hash of the file
     */
    static OpenedModel open(byte[] file, String version, ImageLimits limits) throws ModelRejectedException {
        ModelPackage model = ModelPackage.read(file, version);
        ModelProto proto = OnnxFile.parse(file);
        Layers layers = Layers.of(proto.getGraph(), model.tensors());
        Optional<ClassRows> rows =
                ClassRows.of(proto.getGraph(), model.tensors(), model.labels().size());
        byte[] exposed = proto.toBuilder()
                .setGraph(exposing(proto.getGraph(), layers.all()))
                .build()
                .toByteArray();
        try {
            return new OpenedModel(model, layers, rows, new OnnxSession(exposed, 1), limits);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static GraphProto exposing(GraphProto graph, Set<String> tensors) {
        GraphProto.Builder exposed = graph.toBuilder();
        Set<String> wanted = new HashSet<>(tensors);
        graph.getOutputList().forEach(output -> wanted.remove(output.getName()));
        wanted.forEach(tensor -> exposed.addOutputBuilder().setName(tensor));
        return exposed.build();
    }

    String version() {
        return model.version();
    }

    /**
     * Looks at one image.
     *
     * @param image a stranger's file
     * @param wanted label to explain; null for the most probable one
     * @throws ModelRejectedException if the run fails
     */
    Inside look(byte[] image, @Nullable String wanted) throws ModelRejectedException {
        DecodeResult decoded = decoder.decode(image, 0, image.length, model.geometry(), pixels.clear());
        if (decoded instanceof DecodeResult.Rejected rejected) {
            return new Inside.Rejected(rejected.rejection());
        }
        Set<String> wantedTensors = layers.all();
        wantedTensors.add(ModelPackage.PROBABILITIES);
        Map<String, OnnxSession.Tensor> tensors = run(wantedTensors);
        Ranking ranking = Ranking.of(model.labels(), tensors.get(ModelPackage.PROBABILITIES));
        String explained = wanted == null ? ranking.best() : wanted;
        return new Inside.Seen(
                ranking.with(explained),
                explained,
                map(explained, tensors, (DecodeResult.Decoded) decoded),
                Planes.of(tensors.get(layers.first())).map(ChannelPictures::of).orElse(List.of()),
                layers.last().stream()
                        .flatMap(layer -> Planes.of(tensors.get(layer)).stream())
                        .filter(Planes::showPlaces)
                        .findFirst()
                        .map(ChannelPictures::of)
                        .orElse(List.of()));
    }

    /**
     * The embedding of one image, float32 [embeddingSize].
     *
     * @param image a stranger's file
     * @return empty where it cannot be decoded, or the model gives none
     * @throws ModelRejectedException if the run fails
     */
    Optional<float[]> embedding(byte[] image) throws ModelRejectedException {
        if (model.embeddingSize() == 0
                || decoder.decode(image, 0, image.length, model.geometry(), pixels.clear())
                        instanceof DecodeResult.Rejected) {
            return Optional.empty();
        }
        return Optional.ofNullable(run(Set.of(ModelPackage.EMBEDDING)).get(ModelPackage.EMBEDDING))
                .map(OnnxSession.Tensor::values);
    }

    private Map<String, OnnxSession.Tensor> run(Set<String> tensors) throws ModelRejectedException {
        InputGeometry geometry = model.geometry();
        try {
            return session.run(
                    ModelPackage.INPUT, pixels, new long[] {1, geometry.height(), geometry.width(), 3}, tensors);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /**
     * The class activation map (Zhou et al., Learning deep features for discriminative localization, 2016): each plane
     * that the head averages, times the weight that the class gives it.
     */
    private @Nullable String map(
            String explained, Map<String, OnnxSession.Tensor> tensors, DecodeResult.Decoded image) {
        Optional<Planes> features = Planes.of(tensors.get(layers.features()));
        if (rows.isEmpty()
                || features.isEmpty()
                || features.get().channels() != rows.get().features()) {
            return null;
        }
        float[] row = rows.get().of(model.labels().indexOf(explained));
        return new HeatMap(features.get().weighted(row), model.geometry(), image.width(), image.height()).dataUrl();
    }

    private static ModelRejectedException failed(OrtException e) {
        return new ModelRejectedException(Reason.RUN_FAILED, "ONNX Runtime: " + OnnxSession.reason(e), e);
    }

    @Override
    public void close() throws OrtException {
        decoder.close();
        session.close();
    }
}
