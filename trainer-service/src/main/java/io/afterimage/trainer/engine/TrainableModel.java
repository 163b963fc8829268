package io.afterimage.trainer.engine;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.PackageMetadata;
import io.afterimage.model.onnx.PackageSeal;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.CutPoints;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Head;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model package as a graph that can learn.
 *
 * @param description what the package says about itself
 * @param whole from the image to all outputs
 * @param logits from the image to the logits
 */
public record TrainableModel(ModelPackage description, Graph whole, Graph logits) {
    /**
     * Reads a package.
     *
     * @param file a whole file from anyone
     * @throws ModelRejectedException if it is no package
     * @throws UntrainableModelException naming the first operator that is not covered; nothing has run then
     */
    public static TrainableModel read(byte[] file) throws ModelRejectedException, UntrainableModelException {
        ModelPackage description = ModelPackage.read(file);
        Graph whole = Graph.of(OnnxFile.parse(file));
        Graph logits = whole.between(
                List.of(ModelPackage.INPUT), List.of(description.tensors().logits()));
        new Interpreter(logits);
        return new TrainableModel(description, whole, logits);
    }

    /**
     * Where the model can be cut: before the head, and before the last blocks, as {@link CutPoints} finds them between the
     * normalised image and the logits.
     */
    public List<CutPoint> cutPoints() throws UntrainableModelException {
        return CutPoints.of(learning(), description.tensors().embedding());
    }

    /** From the normalised image to the logits: normalisation never learns. */
    public Graph learning() throws UntrainableModelException {
        return behind(description.tensors().normalized());
    }

    /** What lies behind a cut: from its tensor to the logits. */
    public Graph behind(String tensor) throws UntrainableModelException {
        return whole.between(List.of(tensor), logits.outputs());
    }

    /** What lies before a cut, for ONNX Runtime: from the image to its tensor. */
    public Graph before(String tensor) throws UntrainableModelException {
        return whole.between(logits.inputs(), List.of(tensor));
    }

    /**
     * The package with other weights: a new version, whose parent is this one.
     *
     * @param trained the whole graph, as {@link Graph#with} or {@link Head} gives it
     * @param labels one a class
     * @return the file, which has been read back, loaded and run
     * @throws ModelRejectedException if the weights give no probabilities
     */
    public byte[] write(Graph trained, List<String> labels) throws ModelRejectedException {
        return write(trained, labels, description.version());
    }

    /**
     * The package with other weights.
     *
     * @param parent version that it descends from; empty where this one was made for it alone
     */
    public byte[] write(Graph trained, List<String> labels, String parent) throws ModelRejectedException {
        Map<String, String> lineage = new TreeMap<>(description.lineage());
        lineage.put("parent", parent);
        lineage.put("created-by", "afterimage train");
        return PackageSeal.seal(
                trained.model(),
                description.geometry(),
                probe -> new PackageMetadata(
                        description.name(),
                        labels,
                        description.geometry(),
                        description.preprocessing(),
                        description.tensors(),
                        description.maxBatch(),
                        probe,
                        lineage));
    }
}
