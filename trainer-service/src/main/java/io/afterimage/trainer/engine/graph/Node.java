package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operator of a graph, with its attributes at hand. Immutable. */
public final class Node {
    private final NodeProto proto;
    private final long opset;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    Node(NodeProto proto, long opset) {
        this.proto = proto;
        this.opset = opset;
        proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** The operator's name, such as {@code Conv}. */
    public String operator() {
        return proto.getOpType();
    }

    /** The version of the operator set that says what the operator means. */
    public long opset() {
        return opset;
    }

    /** Names of tensors; an empty one stands for an input that is left out. */
    public List<String> inputs() {
        return proto.getInputList();
    }

    /** The name of the i-th input, or empty where it is left out. */
    public String input(int i) {
        return i < proto.getInputCount() ? proto.getInput(i) : "";
    }

    /** Names of tensors; an empty one stands for an output that nobody asks for. */
    public List<String> outputs() {
        return proto.getOutputList();
    }

    NodeProto proto() {
        return proto;
    }

    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    public long integer(String name, long otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getI();
    }

    public double real(String name, double otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getF();
    }

    public String text(String name, String otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    /** The integers of an attribute, or null where it is left out. */
    public long @Nullable [] integers(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null
                ? null
                : attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** The numbers of an attribute, or null where it is left out. */
    public double @Nullable [] reals(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null
                ? null
                : attribute.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray();
    }

    /**
     * Says that this form of the operator is not covered.
     *
     * @param form what it is that is not covered, such as "storage_order 1"
     */
    public UntrainableModelException refusal(String form) {
        return new UntrainableModelException(
                Reason.FORM_NOT_COVERED,
                "operator " + this + " has " + form + ", which training does not cover; the model can only serve");
    }

    /** Operator and name, for people. */
    @Override
    public String toString() {
        String name = proto.getName().isEmpty() && proto.getOutputCount() > 0 ? proto.getOutput(0) : proto.getName();
        return operator() + " '" + name + "'";
    }
}
