package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.Preprocessing;
import io.afterimage.model.Preprocessing.Colour;
import java.util.List;

/** Puts a package's input before a foreign graph and its outputs behind it. Adds to one graph; for one thread. */
final class PackageGraph {
    static final String NORMALIZED = ForeignGraph.OURS + "normalized";
    static final String LOGITS = ForeignGraph.OURS + "logits";
    static final String TEMPERATURE = ForeignGraph.OURS + "temperature";

    private final GraphProto.Builder graph;
    private final int batch;
    private final boolean half;

    /** What a tensor of scores holds. */
    enum Kind {
        LOGITS,
        PROBABILITIES,
        /** One value an image, which Sigmoid makes the probability of the second of two classes. */
        LOGIT_OF_SECOND
    }

    /**
     * @param foreign a tidied graph whose input is {@link #NORMALIZED}
     * @param batch images in one run, or 0 for any number
     */
    PackageGraph(GraphProto foreign, InputPlan plan, int batch) {
        this.graph = foreign.toBuilder().clearNode().clearInput().clearOutput();
        this.batch = batch;
        this.half = isHalf(foreign, plan.input());
        InputGeometry geometry = plan.geometry();
        graph.addInput(Onnx.value(
                ModelPackage.INPUT, TensorProto.DataType.UINT8, batch, geometry.height(), geometry.width(), 3));
        addPreprocessing(plan.preprocessing(), plan.input());
        graph.addAllNode(foreign.getNodeList());
    }

    /** Cast, then transpose, then multiply and add: in the order of least time on a CPU. */
    private void addPreprocessing(Preprocessing preprocessing, ForeignInput input) {
        Colour colour = preprocessing.colour();
        int channels = colour.channels();
        double[] factors = new double[channels];
        double[] offsets = new double[channels];
        for (int i = 0; i < channels; i++) {
            double std = preprocessing.std().get(i);
            factors[i] = preprocessing.scale() / std;
            offsets[i] = -preprocessing.mean().get(i) / std;
        }
        String floats = cast("float", ModelPackage.INPUT, TensorProto.DataType.FLOAT);
        String planes = add("Transpose", "planes", floats, Onnx.attribute("perm", List.of(0L, 3L, 1L, 2L)));
        String scaled = binary("Mul", "scaled", coloured(planes, colour), weight("factor", factors));
        String last = binary("Add", "shifted", scaled, weight("offset", offsets));
        if (input.channelsLast()) {
            last = add("Transpose", "rows-of-pixels", last, Onnx.attribute("perm", List.of(0L, 2L, 3L, 1L)));
        }
        if (input.half()) {
            cast("half", last, TensorProto.DataType.FLOAT16);
        }
        graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, NORMALIZED);
    }

    private static boolean isHalf(GraphProto foreign, ForeignInput input) {
        int type = TensorProto.DataType.FLOAT16.getNumber();
        return input.half() || foreign.getInitializerList().stream().anyMatch(tensor -> tensor.getDataType() == type);
    }

    /** Whether some of the foreign graph computes in float16, so that its tensors may be of that type. */
    boolean isHalf() {
        return half;
    }

    private String coloured(String planes, Colour colour) {
        return switch (colour) {
            case RGB -> planes;
            case BGR -> {
                String order = ForeignGraph.OURS + "order";
                graph.addInitializer(Onnx.ints(order, List.of(3L), List.of(2L, 1L, 0L)));
                graph.addNode(Onnx.node(
                        "Gather", List.of(planes, order), ForeignGraph.OURS + "coloured", Onnx.attribute("axis", 1)));
                yield ForeignGraph.OURS + "coloured";
            }
            case GREY -> {
                String luma = ForeignGraph.OURS + "luma";
                graph.addInitializer(Onnx.floats(luma, List.of(1L, 3L, 1L, 1L), .299, .587, .114));
                yield binary("Conv", "coloured", planes, luma);
            }
        };
    }

    /** One value a channel: float32 [1, C, 1, 1]. */
    private String weight(String name, double... values) {
        graph.addInitializer(Onnx.floats(ForeignGraph.OURS + name, List.of(1L, (long) values.length, 1L, 1L), values));
        return ForeignGraph.OURS + name;
    }

    /**
     * Names the logits.
     *
     * @param tensor float32 or float16 with one row of scores an image, of any rank
     * @param flat whether it is [N, C] already
     * @return the name of the logits, float32 [N, C]
     */
    String addLogits(String tensor, boolean flat, Kind kind) {
        String floats = floats("scores", tensor);
        String rows = flat ? floats : add("Flatten", "rows", floats, Onnx.attribute("axis", 1));
        return switch (kind) {
            case LOGITS -> rows;
            case PROBABILITIES -> {
                graph.addInitializer(Onnx.floats(ForeignGraph.OURS + "tiny", List.of(1L), 1e-12));
                yield add("Log", "logits", binary("Add", "positive", rows, ForeignGraph.OURS + "tiny"));
            }
            case LOGIT_OF_SECOND -> {
                // The softmax of 0 and x is the sigmoid of x.
                graph.addInitializer(Onnx.floats(ForeignGraph.OURS + "both", List.of(1L, 2L), 0, 1));
                yield binary("MatMul", "logits", rows, ForeignGraph.OURS + "both");
            }
        };
    }

    /** Values that may be float16 as float32. */
    private String floats(String name, String tensor) {
        return half ? cast(name, tensor, TensorProto.DataType.FLOAT) : tensor;
    }

    /** Adds the output {@code probabilities}: softmax of the logits over the temperature, which is 1 at first. */
    void addProbabilities(String logits, int classes) {
        graph.addInitializer(Onnx.floats(TEMPERATURE, List.of(1L), 1));
        String tempered = binary("Div", "tempered", logits, TEMPERATURE);
        graph.addNode(Onnx.node("Softmax", List.of(tempered), ModelPackage.PROBABILITIES, Onnx.attribute("axis", 1)));
        graph.addOutput(Onnx.value(ModelPackage.PROBABILITIES, TensorProto.DataType.FLOAT, batch, classes));
    }

    /** Adds the output {@code embedding}: the tensor itself, or its average over the image where it is spatial. */
    void addEmbedding(String raw, boolean spatial, int size) {
        String tensor = floats("features", raw);
        NodeProto last = spatial
                ? Onnx.node(
                        "Flatten",
                        List.of(add("GlobalAveragePool", "pooled", tensor)),
                        ModelPackage.EMBEDDING,
                        Onnx.attribute("axis", 1))
                : Onnx.node("Identity", List.of(tensor), ModelPackage.EMBEDDING);
        graph.addNode(last);
        graph.addOutput(Onnx.value(ModelPackage.EMBEDDING, TensorProto.DataType.FLOAT, batch, size));
    }

    /** Makes tensors of the foreign graph outputs as they are, of whatever shape. */
    GraphProto exposing(List<String> tensors) {
        GraphProto.Builder exposed = graph.clone();
        tensors.forEach(tensor -> exposed.addOutputBuilder().setName(tensor));
        return ForeignGraph.pruned(exposed.build());
    }

    GraphProto build() {
        return ForeignGraph.pruned(graph.setName("afterimage").build());
    }

    private String add(String operator, String name, String input, AttributeProto... attributes) {
        graph.addNode(Onnx.node(operator, List.of(input), ForeignGraph.OURS + name, attributes));
        return ForeignGraph.OURS + name;
    }

    private String cast(String name, String input, TensorProto.DataType type) {
        return add("Cast", name, input, Onnx.attribute("to", type.getNumber()));
    }

    private String binary(String operator, String name, String left, String right) {
        graph.addNode(Onnx.node(operator, List.of(left, right), ForeignGraph.OURS + name));
        return ForeignGraph.OURS + name;
    }
}
