package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where a classifier's scores come from, walking back from its output. */
final class HeadFinder {
    private static final Set<String> RESHAPES = Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Dropout");
    private static final Set<String> AVERAGES = Set.of("GlobalAveragePool", "AveragePool", "ReduceMean");

    private final GraphIndex index;

    HeadFinder(GraphProto graph) {
        this.index = new GraphIndex(graph);
    }

    /**
     * The last layer with weights.
     *
     * @param embedding the tensor that enters it
     * @param weight its weight, an initializer
     * @param bias its bias, an initializer, or empty
     */
    record Head(String embedding, String weight, String bias) {}

    /** The tensor that enters the final softmax, or the output itself where there is none. */
    String logits(String output) throws ModelRejectedException {
        NodeProto node = producerBehind(output, RESHAPES);
        if (node == null) {
            return output;
        }
        if (node.getOpType().equals("Sigmoid")) {
            throw new ModelRejectedException(
                    Reason.OUTPUT_SHAPE,
                    "output '" + output + "' comes from Sigmoid: each class has a yes or no of its own, which is not"
                            + " supported; give a model whose classes exclude each other");
        }
        return node.getOpType().equals("Softmax") || node.getOpType().equals("LogSoftmax") ? node.getInput(0) : output;
    }

    /** The last layer, or null where none of a known form gives the logits. */
    @Nullable
    Head head(String logits) {
        NodeProto node = producerBehind(logits, RESHAPES);
        if (node != null
                && (AVERAGES.contains(node.getOpType()) || node.getOpType().equals("Relu"))) {
            return pooled(node);
        }
        return node == null ? null : dense(node);
    }

    private @Nullable Head dense(NodeProto node) {
        return switch (node.getOpType()) {
            case "Gemm" -> Onnx.intAttribute(node, "transA", 0) == 0 ? layer(node) : null;
            case "MatMul" -> layer(node);
            case "Conv" -> isPointwise(node) ? layer(node) : null;
            case "Add" -> added(node);
            default -> null;
        };
    }

    /** As in SqueezeNet: Conv 1x1, perhaps Relu, then the average over the image. */
    private @Nullable Head pooled(NodeProto node) {
        NodeProto behind = AVERAGES.contains(node.getOpType()) ? producerBehind(node.getInput(0), RESHAPES) : node;
        if (behind != null && behind.getOpType().equals("Relu")) {
            behind = producerBehind(behind.getInput(0), RESHAPES);
        }
        return behind != null && behind.getOpType().equals("Conv") && isPointwise(behind) ? layer(behind) : null;
    }

    /** MatMul or Conv, and its bias added after it. */
    private @Nullable Head added(NodeProto add) {
        for (int i = 0; i < 2 && add.getInputCount() == 2; i++) {
            String bias = add.getInput(1 - i);
            NodeProto node = producerBehind(add.getInput(i), RESHAPES);
            if (node != null && node.getOpType().equals("MatMul") && index.isConstant(bias)) {
                Head head = layer(node);
                return head == null ? null : new Head(head.embedding, head.weight, bias);
            }
        }
        return null;
    }

    private @Nullable Head layer(NodeProto node) {
        if (node.getInputCount() < 2 || !index.isConstant(node.getInput(1))) {
            return null;
        }
        String bias = node.getInputCount() > 2 && index.isConstant(node.getInput(2)) ? node.getInput(2) : "";
        return new Head(node.getInput(0), node.getInput(1), bias);
    }

    private boolean isPointwise(NodeProto conv) {
        TensorProto weight = conv.getInputCount() < 2 ? null : index.constant(conv.getInput(1));
        return weight != null
                && Onnx.intAttribute(conv, "group", 1) == 1
                && weight.getDimsCount() == 4
                && weight.getDims(2) == 1
                && weight.getDims(3) == 1;
    }

    private @Nullable NodeProto producerBehind(String tensor, Set<String> through) {
        NodeProto node = index.producer(tensor);
        // A hostile graph may go round in circles; no honest one has so many of these in a row.
        for (int step = 0; step < 16 && node != null && through.contains(node.getOpType()); step++) {
            node = node.getInputCount() == 0 ? null : index.producer(node.getInput(0));
        }
        return node != null && node.getInputCount() > 0 ? node : null;
    }
}
