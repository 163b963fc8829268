package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where a classifier's scores come from, walking back from its output. */
final class HeadFinder {
    /** What changes the form of scores, or how finely they are written, but not what they say. */
    private static final Set<String> RESHAPES = Set.of(
            "Identity", "Flatten", "Reshape", "Squeeze", "Dropout", "Cast", "QuantizeLinear", "DequantizeLinear");

    private static final Set<String> AVERAGES = Set.of("GlobalAveragePool", "AveragePool", "ReduceMean");

    private final GraphIndex index;

    HeadFinder(GraphProto graph) {
        this.index = new GraphIndex(graph);
    }

    /**
     * The last layer with weights.
     *
     * @param embedding the tensor that enters it
     * @param weight its weight, an initializer of floats; empty where it is quantised
     * @param bias its bias, an initializer of floats, or empty
     */
    record Head(String embedding, String weight, String bias) {
        static Head quantised(String embedding) {
            return new Head(embedding, "", "");
        }
    }

    /**
     * Where the scores are.
     *
     * @param tensor logits, or probabilities that no known operator made
     * @param sigmoid whether Sigmoid makes probabilities of them, rather than Softmax
     */
    record Scores(String tensor, boolean sigmoid) {}

    /** The tensor that enters the final Softmax or Sigmoid, or the output itself where there is none. */
    Scores scores(String output) {
        NodeProto node = producerBehind(output, RESHAPES);
        if (node == null) {
            return new Scores(output, false);
        }
        return switch (node.getOpType()) {
            case "Softmax", "LogSoftmax" -> new Scores(node.getInput(0), false);
            case "Sigmoid" -> new Scores(node.getInput(0), true);
            default -> new Scores(output, false);
        };
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
            case "Mul" -> dynamicallyQuantised(node);
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

    /** A layer, and its bias added after it. */
    private @Nullable Head added(NodeProto add) {
        for (int i = 0; i < 2 && add.getInputCount() == 2; i++) {
            String bias = add.getInput(1 - i);
            NodeProto node = producerBehind(add.getInput(i), RESHAPES);
            String operator = node == null || !index.isConstant(bias) ? "" : node.getOpType();
            if (node != null && operator.equals("Mul")) {
                return dynamicallyQuantised(node);
            }
            Head head = node != null && operator.equals("MatMul") ? layer(node) : null;
            if (head != null) {
                return head.weight.isEmpty() ? head : new Head(head.embedding, head.weight, bias);
            }
        }
        return null;
    }

    /** DynamicQuantizeLinear, MatMulInteger or ConvInteger, Cast, and Mul by the scales. */
    private @Nullable Head dynamicallyQuantised(NodeProto mul) {
        for (String factor : mul.getInputList()) {
            NodeProto node = producerBehind(factor, Set.of("Cast"));
            NodeProto quantising = node != null && isIntegerLayer(node) ? index.producer(node.getInput(0)) : null;
            if (quantising != null
                    && quantising.getOpType().equals("DynamicQuantizeLinear")
                    && quantising.getInputCount() == 1) {
                return Head.quantised(quantising.getInput(0));
            }
        }
        return null;
    }

    private boolean isIntegerLayer(NodeProto node) {
        return node.getOpType().equals("MatMulInteger")
                || (node.getOpType().equals("ConvInteger") && isPointwise(node));
    }

    private @Nullable Head layer(NodeProto node) {
        if (node.getInputCount() < 2 || weight(node) == null) {
            return null;
        }
        if (!index.isConstant(node.getInput(1))) {
            return Head.quantised(node.getInput(0));
        }
        String bias = node.getInputCount() > 2 && index.isConstant(node.getInput(2)) ? node.getInput(2) : "";
        return new Head(node.getInput(0), node.getInput(1), bias);
    }

    /** The constant that is a layer's weight, also where the layer takes it through DequantizeLinear. */
    private @Nullable TensorProto weight(NodeProto node) {
        if (node.getInputCount() < 2) {
            return null;
        }
        NodeProto producer = index.producer(node.getInput(1));
        return producer != null && producer.getOpType().equals("DequantizeLinear") && producer.getInputCount() > 0
                ? index.constant(producer.getInput(0))
                : index.constant(node.getInput(1));
    }

    private boolean isPointwise(NodeProto conv) {
        TensorProto weight = weight(conv);
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
