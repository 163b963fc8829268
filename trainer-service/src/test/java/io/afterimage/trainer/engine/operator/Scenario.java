package io.afterimage.trainer.engine.operator;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.Reference.Values;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** A graph around one operator, with random inputs: {@code a}, {@code b}, ... in the order in which they are given. */
final class Scenario {
    private final String operator;
    private final String title;
    private final int opset;
    private final NodeProto.Builder node = NodeProto.newBuilder();
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final Map<String, Values> inputs = new LinkedHashMap<>();
    private final Set<String> fixed = new HashSet<>();
    private final Random random = new Random(7);
    private boolean gradient = true;
    private boolean toFloat;
    private String other = "";

    private Scenario(String operator, String title, int opset) {
        this.operator = operator;
        this.title = title;
        this.opset = opset;
        node.setOpType(operator).setName("node").addOutput("y");
    }

    static Scenario trying(String operator, String title, int opset) {
        return new Scenario(operator, title, opset);
    }

    /** Values around 0. */
    Scenario in(long... shape) {
        return in(x -> x, shape);
    }

    /** Values well above 0. */
    Scenario positive(long... shape) {
        return in(x -> .2 + x * x, shape);
    }

    Scenario in(DoubleUnaryOperator change, long... shape) {
        float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change.applyAsDouble(random.nextGaussian());
        }
        return given(values, shape);
    }

    Scenario given(float[] values, long... shape) {
        String name = nextName();
        inputs.put(name, new Values(values, shape));
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : shape) {
            value.getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .addDimBuilder()
                    .setDimValue(dimension);
        }
        graph.addInput(value);
        node.addInput(name);
        return this;
    }

    /** An input of one dimension through which no gradient flows. */
    Scenario fixed(float... values) {
        fixed.add(nextName());
        return given(values, values.length);
    }

    /** A constant of one dimension. */
    Scenario ints(Long... values) {
        String name = nextName();
        graph.addInitializer(Onnx.ints(name, List.of((long) values.length), List.of(values)));
        node.addInput(name);
        return this;
    }

    /** A constant of one dimension. */
    Scenario floats(double... values) {
        String name = nextName();
        graph.addInitializer(Onnx.floats(name, List.of((long) values.length), values));
        node.addInput(name);
        return this;
    }

    /** A constant without dimensions. */
    Scenario number(double value) {
        String name = nextName();
        graph.addInitializer(Onnx.floats(name, List.of(), value));
        node.addInput(name);
        return this;
    }

    /** An input that is left out. */
    Scenario none() {
        node.addInput("");
        return this;
    }

    /** An input that is computed by an operator before. */
    Scenario computed(NodeProto before) {
        graph.addNode(before);
        node.addInput(before.getOutput(0));
        return this;
    }

    /** An operator before this one. */
    Scenario before(NodeProto before) {
        graph.addNode(before);
        return this;
    }

    /** Inputs by their names. */
    Scenario named(String... names) {
        node.addAllInput(List.of(names));
        return this;
    }

    /** A constant for the operators around it. */
    Scenario constant(TensorProto constant) {
        graph.addInitializer(constant);
        return this;
    }

    Scenario with(String name, long value) {
        node.addAttribute(Onnx.attribute(name, value));
        return this;
    }

    Scenario list(String name, Long... values) {
        node.addAttribute(Onnx.attribute(name, List.of(values)));
        return this;
    }

    Scenario with(String name, double value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value));
        return this;
    }

    Scenario with(String name, String value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
        return this;
    }

    Scenario with(String name, float[] values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        node.addAttribute(attribute);
        return this;
    }

    /** Another output behind the one that is compared. */
    Scenario alsoGiving(String name) {
        other = name;
        return this;
    }

    /** Further outputs, of which the last is the one that is compared. */
    Scenario outputs(String... names) {
        node.clearOutput().addAllOutput(List.of(names));
        return this;
    }

    /** The output does not depend smoothly on the inputs, or they are whole numbers. */
    Scenario withoutGradient() {
        gradient = false;
        return this;
    }

    /** The output is no float32: it is converted before it is compared. */
    Scenario toFloat() {
        toFloat = true;
        return withoutGradient();
    }

    private String nextName() {
        return String.valueOf((char) ('a' + node.getInputCount()));
    }

    String operator() {
        return operator;
    }

    boolean hasGradient() {
        return gradient;
    }

    boolean learns(String input) {
        return !fixed.contains(input);
    }

    Map<String, Values> inputs() {
        return inputs;
    }

    ModelProto model() {
        NodeProto.Builder operator = node.clone();
        if (!other.isEmpty()) {
            operator.addOutput(other);
        }
        GraphProto.Builder whole = graph.clone().addNode(operator);
        String last = node.getOutput(node.getOutputCount() - 1);
        if (toFloat) {
            whole.addNode(Onnx.node("Cast", List.of(last), "float", Onnx.attribute("to", 1)));
            last = "float";
        }
        ValueInfoProto.Builder output = whole.addOutputBuilder().setName(last);
        output.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(whole);
        model.addOpsetImportBuilder().setDomain("").setVersion(opset);
        return model.build();
    }

    @Override
    public String toString() {
        return operator + (title.isEmpty() ? "" : ": " + title);
    }
}
