package io.afterimage.trainer.inside;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.TensorNames;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.Optional;

/** The head's weights as one row for each class. Immutable. */
final class ClassRows {
    private final float[] weights;
    private final boolean rows;
    private final int classes;

    private ClassRows(float[] weights, boolean rows, int classes) {
        this.weights = weights;
        this.rows = rows;
        this.classes = classes;
    }

    /** Finds them; empty where the head is of no form in which a class has a row. */
    static Optional<ClassRows> of(GraphProto graph, TensorNames names, int classes) {
        Optional<TensorProto> weight = graph.getInitializerList().stream()
                .filter(tensor ->
                        !tensor.getName().isEmpty() && tensor.getName().equals(names.headWeight()))
                .findFirst();
        boolean rows = graph.getNodeList().stream()
                .anyMatch(node -> node.getInputList().contains(names.headWeight()) && classesComeFirst(node));
        try {
            return weight.isPresent() ? of(weight.get(), rows, classes) : Optional.empty();
        } catch (UntrainableModelException e) {
            return Optional.empty();
        }
    }

    private static Optional<ClassRows> of(TensorProto weight, boolean rows, int classes)
            throws UntrainableModelException {
        long[] shape = Constants.shape(weight);
        return shape.length >= 2 && shape[rows ? 0 : 1] == classes
                ? Optional.of(new ClassRows(Constants.floats(weight), rows, classes))
                : Optional.empty();
    }

    private static boolean classesComeFirst(NodeProto layer) {
        return layer.getOpType().equals("Conv")
                || layer.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("transB"))
                        .anyMatch(ClassRows::isSet);
    }

    private static boolean isSet(AttributeProto attribute) {
        return attribute.getI() != 0;
    }

    /** Values of a row. */
    int features() {
        return weights.length / classes;
    }

    /** The row of a class, less the mean of all rows: what they share moves all scores alike, and says nothing. */
    float[] of(int index) {
        float[] row = new float[features()];
        for (int feature = 0; feature < row.length; feature++) {
            double sum = 0;
            for (int other = 0; other < classes; other++) {
                sum += weight(other, feature);
            }
            row[feature] = (float) (weight(index, feature) - sum / classes);
        }
        return row;
    }

    private float weight(int index, int feature) {
        return weights[rows ? index * features() + feature : feature * classes + index];
    }
}
