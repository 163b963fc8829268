package io.afterimage.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.events.Sha256;
import io.afterimage.model.ModelRejectedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one package says about itself. A package is a single .onnx file. It takes {@value #INPUT}, uint8 [N, height, width, 3]
 * in RGB; normalisation is in the graph. It gives {@value #PROBABILITIES}, float32 [N, labels], and, where the model has
 * a head that is known, {@value #EMBEDDING}, float32 [N, embeddingSize], what enters that head.
 *
 * @param version lower-case hex SHA-256 of the file
 * @param name for people
 * @param labels one a class, in the order of the outputs
 * @param geometry how an image becomes the input
 * @param maxBatch images that one run takes: 1, or 0 for any number
 * @param embeddingSize values of an embedding, at most {@value #LARGEST_EMBEDDING}; 0: there is none
 * @param preprocessing the normalisation in the graph, for people
 * @param tensors names within the graph
 * @param probe scores at publication
 * @param lineage where the model comes from: {@code parent} (a version, empty for none), {@code source} (SHA-256 of the
 *     imported file), {@code created-by}
 */
public record ModelPackage(
        String version,
        String name,
        List<String> labels,
        InputGeometry geometry,
        int maxBatch,
        int embeddingSize,
        Preprocessing preprocessing,
        TensorNames tensors,
        Probe probe,
        Map<String, String> lineage) {
    public static final String INPUT = "image";
    public static final String PROBABILITIES = "probabilities";
    public static final String EMBEDDING = "embedding";
    public static final int LARGEST_EMBEDDING = 4096;

    public ModelPackage {
        labels = List.copyOf(labels);
        lineage = Map.copyOf(lineage);
    }

    /**
     * Reads a package and checks it, without running it: the rules of {@link OnnxFile}, the metadata, and that the graph
     * has the inputs, outputs and tensors that the metadata speaks of.
     *
     * @param file a whole file from anyone
     */
    public static ModelPackage read(byte[] file) throws ModelRejectedException {
        return read(file, Sha256.hex(file));
    }

    /**
     * Reads and checks a package whose hash somebody has checked already, as the store does.
     *
     * @param version lower-case hex SHA-256 of the file
     */
    public static ModelPackage read(byte[] file, String version) throws ModelRejectedException {
        return of(OnnxFile.parse(file), version);
    }

    /**
     * Reads a package and checks it as {@link #read(byte[])} does, without taking its weights into memory.
     *
     * @param file must not change meanwhile
     * @throws IOException if the file cannot be read
     */
    public static ModelPackage read(Path file) throws ModelRejectedException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(OnnxFile.parse(file), Sha256.hex(in));
        }
    }

    /**
     * As {@link #read(Path)}, of a file whose hash somebody has checked already, as the store does.
     *
     * @param version lower-case hex SHA-256 of the file
     */
    public static ModelPackage read(Path file, String version) throws ModelRejectedException, IOException {
        return of(OnnxFile.parse(file), version);
    }

    private static ModelPackage of(ModelProto model, String version) throws ModelRejectedException {
        PackageMetadata metadata;
        try {
            metadata = PackageMetadata.of(properties(model));
        } catch (IllegalArgumentException e) {
            throw new ModelRejectedException(
                    Reason.PACKAGE_INVALID,
                    "the file is no model package: " + e.getMessage() + "; import the original model again",
                    e);
        }
        Labels.check(metadata.labels());
        checkTensors(model.getGraph(), metadata.tensors());
        int embeddingSize = checkShapes(model.getGraph(), metadata);
        return new ModelPackage(
                version,
                metadata.name(),
                metadata.labels(),
                metadata.geometry(),
                metadata.maxBatch(),
                embeddingSize,
                metadata.preprocessing(),
                metadata.tensors(),
                metadata.probe(),
                metadata.lineage());
    }

    private static Map<String, String> properties(ModelProto model) {
        Map<String, String> properties = new HashMap<>();
        for (StringStringEntryProto property : model.getMetadataPropsList()) {
            if (property.getKey().startsWith(PackageMetadata.PREFIX)
                    && properties.put(property.getKey().substring(PackageMetadata.PREFIX.length()), property.getValue())
                            != null) {
                throw new IllegalArgumentException(property.getKey() + " is there twice");
            }
        }
        return properties;
    }

    private static void checkTensors(GraphProto graph, TensorNames names) throws ModelRejectedException {
        Set<String> initializers = new HashSet<>(List.of(""));
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(initializers::add);
        Set<String> computed = new HashSet<>(List.of(""));
        graph.getNodeList().stream().map(NodeProto::getOutputList).forEach(computed::addAll);
        for (String name : List.of(names.normalized(), names.logits(), names.embedding())) {
            require(computed.contains(name), "no operator gives the tensor '" + name + "'");
        }
        for (String name : List.of(names.headWeight(), names.headBias(), names.temperature())) {
            require(initializers.contains(name), "there is no weight '" + name + "'");
        }
    }

    private static int checkShapes(GraphProto graph, PackageMetadata metadata) throws ModelRejectedException {
        InputGeometry geometry = metadata.geometry();
        require(graph.getInputCount() == 1, "it has " + graph.getInputCount() + " inputs instead of one");
        checkShape(graph.getInput(0), INPUT, TensorProto.DataType.UINT8, new long[] {
            metadata.maxBatch(), geometry.height(), geometry.width(), 3
        });
        int outputs = graph.getOutputCount();
        require(outputs == 1 || outputs == 2, "it has " + outputs + " outputs instead of one or two");
        checkShape(graph.getOutput(0), PROBABILITIES, TensorProto.DataType.FLOAT, new long[] {
            metadata.maxBatch(), metadata.labels().size()
        });
        if (outputs == 1) {
            return 0;
        }
        TensorShapeProto shape = graph.getOutput(1).getType().getTensorType().getShape();
        long size = shape.getDimCount() == 2 ? shape.getDim(1).getDimValue() : 0;
        require(size > 0 && size <= LARGEST_EMBEDDING, "embedding must have 1 to " + LARGEST_EMBEDDING + " values");
        checkShape(graph.getOutput(1), EMBEDDING, TensorProto.DataType.FLOAT, new long[] {metadata.maxBatch(), size});
        return (int) size;
    }

    /** A wanted dimension of 0 stands for any number, that is for a named dimension. */
    private static void checkShape(ValueInfoProto value, String name, TensorProto.DataType type, long[] wanted)
            throws ModelRejectedException {
        TypeProto.Tensor tensor = value.getType().getTensorType();
        boolean matches = value.getName().equals(name)
                && tensor.getElemType() == type.getNumber()
                && tensor.getShape().getDimCount() == wanted.length;
        for (int i = 0; matches && i < wanted.length; i++) {
            Dimension dimension = tensor.getShape().getDim(i);
            matches = wanted[i] == 0 ? dimension.hasDimParam() : dimension.getDimValue() == wanted[i];
        }
        require(matches, "'" + value.getName() + "' is not the " + name + " that its metadata tells of");
    }

    private static void require(boolean condition, String message) throws ModelRejectedException {
        if (!condition) {
            throw new ModelRejectedException(
                    Reason.PACKAGE_INVALID,
                    "the file is no model package: " + message + "; import the original model again");
        }
    }
}
