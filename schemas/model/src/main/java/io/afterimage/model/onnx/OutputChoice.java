package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which output of a foreign graph holds the scores. */
final class OutputChoice {
    private static final int MOST_NAMED = 8;

    private OutputChoice() {}

    /**
     * The position of the output that is asked for, else of the only one, else of the only one with as many scores as there are
     * labels.
     *
     * @param wanted a name, or null
     * @throws ModelRejectedException if there is none of that name, or none or several could be meant
     */
    static int of(GraphProto graph, @Nullable String wanted, int labels) throws ModelRejectedException {
        List<ValueInfoProto> outputs = graph.getOutputList();
        return outputs.indexOf(choose(outputs, wanted, labels));
    }

    private static ValueInfoProto choose(List<ValueInfoProto> outputs, @Nullable String wanted, int labels)
            throws ModelRejectedException {
        if (outputs.isEmpty()) {
            throw new ModelRejectedException(Reason.OUTPUT_SHAPE, "the model has no output; export it with its scores");
        }
        if (wanted != null) {
            return outputs.stream()
                    .filter(output -> output.getName().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new ModelRejectedException(
                            Reason.OPTIONS, "the model has no output '" + wanted + "'; it has " + shown(outputs)));
        }
        List<ValueInfoProto> fitting = outputs.size() == 1
                ? outputs
                : outputs.stream().filter(output -> fits(output, labels)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw new ModelRejectedException(
                Reason.OUTPUT_SHAPE,
                fitting.isEmpty()
                        ? "none of the model's outputs is known to give " + labels + " scores: " + shown(outputs)
                                + "; say which one to take with --output, or give as many labels as it has scores"
                        : "several of the model's outputs could be its scores: " + shown(fitting)
                                + "; say which one to take with --output");
    }

    /** Float32 or float16, with one row an image that has as many values as there are labels, or one for yes and no. */
    private static boolean fits(ValueInfoProto output, int labels) {
        TypeProto.Tensor tensor = output.getType().getTensorType();
        List<Dimension> shape = tensor.getShape().getDimList();
        if (shape.size() < 2
                || (tensor.getElemType() != DataType.FLOAT.getNumber()
                        && tensor.getElemType() != DataType.FLOAT16.getNumber())) {
            return false;
        }
        double values =
                shape.stream().skip(1).mapToDouble(Dimension::getDimValue).reduce(1, (a, b) -> a * b);
        return values == labels || (values == 1 && labels == 2);
    }

    private static String shown(List<ValueInfoProto> outputs) {
        String names =
                outputs.stream().limit(MOST_NAMED).map(OutputChoice::shown).collect(Collectors.joining(", "));
        return outputs.size() <= MOST_NAMED ? names : names + " and " + (outputs.size() - MOST_NAMED) + " more";
    }

    private static String shown(ValueInfoProto output) {
        return "'" + output.getName() + "' "
                + output.getType().getTensorType().getShape().getDimList().stream()
                        .map(dimension -> dimension.hasDimValue() ? Long.toString(dimension.getDimValue()) : "N")
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
