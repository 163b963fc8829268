package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.OrtException;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.OnnxSession.Tensor;
import io.afterimage.model.PackageMetadata;
import io.afterimage.model.Probe;
import io.afterimage.model.TensorNames;
import io.afterimage.model.onnx.HeadFinder.Head;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a package: the graph with its outputs, and the metadata with the scores on the probe image. */
record PackageFile(Candidate candidate, String name, List<String> labels, Map<String, String> lineage) {
    /** The first IR version of ONNX in which everything is allowed that a package holds; newer ones stay. */
    private static final long IR_VERSION = 8;

    /** A foreign model without its graph, and without all that a runtime does not need. */
    static ModelProto frame(ModelProto foreign) {
        return ModelProto.newBuilder()
                .setIrVersion(Math.max(IR_VERSION, foreign.getIrVersion()))
                .setProducerName("afterimage")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxFile.opset(foreign)))
                .build();
    }

    /** The bytes, which have been read back, loaded and run. */
    byte[] write() throws ModelRejectedException {
        PackageGraph graph = new PackageGraph(candidate.graph(), candidate.plan(), candidate.batch());
        String logits = graph.addLogits(candidate.scores().tensor(), candidate.isFlat(), candidate.kind());
        graph.addProbabilities(logits, candidate.classes());
        Head head = candidate.head();
        if (head != null && candidate.embeddingSize() > 0) {
            graph.addEmbedding(head.embedding(), candidate.isEmbeddingSpatial(), candidate.embeddingSize());
        }
        ModelProto model = candidate.frame().toBuilder().setGraph(graph.build()).build();
        PackageMetadata metadata = new PackageMetadata(
                name,
                labels,
                candidate.plan().geometry(),
                candidate.plan().preprocessing(),
                names(logits),
                candidate.batch(),
                probe(model.toByteArray()),
                lineage);
        byte[] file = withMetadata(model, metadata).toByteArray();
        verify(file);
        return file;
    }

    private TensorNames names(String logits) {
        Head head = candidate.head();
        // The one row of weights of a yes-or-no model gives no logit of each class.
        boolean weighed = head != null && candidate.kind() != PackageGraph.Kind.LOGIT_OF_SECOND;
        return new TensorNames(
                PackageGraph.NORMALIZED,
                logits,
                head == null ? "" : head.embedding(),
                head != null && weighed ? head.weight() : "",
                head != null && weighed ? head.bias() : "",
                PackageGraph.TEMPERATURE);
    }

    private Probe probe(byte[] file) throws ModelRejectedException {
        InputGeometry geometry = candidate.plan().geometry();
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
