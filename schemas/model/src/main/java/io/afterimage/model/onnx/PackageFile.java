package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.PackageMetadata;
import io.afterimage.model.TensorNames;
import io.afterimage.model.onnx.HeadFinder.Head;
import java.util.List;
import java.util.Map;

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
        InputGeometry geometry = candidate.plan().geometry();
        return PackageSeal.seal(
                model,
                geometry,
                probe -> new PackageMetadata(
                        name,
                        labels,
                        geometry,
                        candidate.plan().preprocessing(),
                        names(logits),
                        candidate.batch(),
                        probe,
                        lineage));
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
}
