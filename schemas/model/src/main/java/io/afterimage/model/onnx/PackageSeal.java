package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.OrtException;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.OnnxSession.Tensor;
import io.afterimage.model.PackageMetadata;
import io.afterimage.model.Probe;
import java.util.Set;
import java.util.function.Function;

/** Makes a package of a graph that has a package's input and outputs: adds the scores on the probe image and the metadata. */
public final class PackageSeal {
    private PackageSeal() {}

    /**
     * Writes the file.
     *
     * @param model the graph; metadata of a package that it may hold are replaced
     * @param metadata made with the scores that the graph gives on its probe image
     * @return the bytes, which have been read back, loaded and run
     */
    public static byte[] seal(ModelProto model, InputGeometry geometry, Function<Probe, PackageMetadata> metadata)
            throws ModelRejectedException {
        ModelProto bare = withoutMetadata(model);
        byte[] file = withMetadata(bare, metadata.apply(probe(bare.toByteArray(), geometry)))
                .toByteArray();
        verify(file);
        return file;
    }

    private static Probe probe(byte[] file, InputGeometry geometry) throws ModelRejectedException {
        long[] shape = {1, geometry.height(), geometry.width(), 3};
        try (OnnxSession session = new OnnxSession(file, 1)) {
            Tensor probabilities = session.run(
                            ModelPackage.INPUT, Probe.pixels(geometry, 0), shape, Set.of(ModelPackage.PROBABILITIES))
                    .get(ModelPackage.PROBABILITIES);
            if (probabilities == null) {
                throw new ModelRejectedException(
                        Reason.OUTPUT_SHAPE,
                        "the model's probabilities are not float32; export it with float32 scores");
            }
            return Probe.of(probabilities.values());
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "ONNX Runtime cannot run the model: " + OnnxSession.reason(e), e);
        }
    }

    private static ModelProto withoutMetadata(ModelProto model) {
        return model.toBuilder()
                .clearMetadataProps()
                .addAllMetadataProps(model.getMetadataPropsList().stream()
                        .filter(property -> !property.getKey().startsWith(PackageMetadata.PREFIX))
                        .toList())
                .build();
    }

    private static ModelProto withMetadata(ModelProto model, PackageMetadata metadata) {
        ModelProto.Builder described = model.toBuilder();
        metadata.toMap()
                .forEach((key, value) -> described.addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(PackageMetadata.PREFIX + key)
                        .setValue(value)));
        return described.build();
    }

    private static void verify(byte[] file) throws ModelRejectedException {
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            session.verifyProbe();
        }
    }
}
