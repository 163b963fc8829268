package io.afterimage.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Computes the small integer sums by which exporters write shapes ({@code x.view(x.size(0), -1)}), so that the shapes which
 * depend on them become known. Only small tensors enter and leave, so that it takes no memory.
 */
final class ShapeArithmetic {
    private static final int MOST_VALUES = 1 << 14;

    private static final Set<String> OPERATORS =
            Set.of(("Abs Add And Cast Ceil Concat ConstantOfShape Div Equal Expand Flatten"
                            + " Floor Gather Greater GreaterOrEqual Identity Less LessOrEqual Max Min Mod Mul Neg Not Or Range"
                            + " ReduceMax ReduceMin ReduceProd ReduceSum Reshape Round Slice Split Sqrt Squeeze Sub Tile"
                            + " Transpose Unsqueeze Where")
                    .split(" ", -1));

    private static final Map<OnnxJavaType, TensorProto.DataType> TYPES = Map.of(
            OnnxJavaType.FLOAT, TensorProto.DataType.FLOAT,
            OnnxJavaType.INT32, TensorProto.DataType.INT32,
            OnnxJavaType.INT64, TensorProto.DataType.INT64,
            OnnxJavaType.BOOL, TensorProto.DataType.BOOL);

    private final StaticShapes shapes;
    private final Map<String, TensorProto> constants = new HashMap<>();

    private ShapeArithmetic(GraphProto graph, StaticShapes shapes) {
        this.shapes = shapes;
        for (TensorProto constant : graph.getInitializerList()) {
            if (values(constant) <= MOST_VALUES) {
                constants.put(constant.getName(), constant);
            }
        }
    }

    private static double values(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
    }

    /** The same model with all that can be computed so far as constants; equal if that is nothing. */
    static ModelProto fold(ModelProto model, StaticShapes shapes) throws OrtException {
        GraphProto graph = model.getGraph();
        return new ShapeArithmetic(graph, shapes).fold(model, graph);
    }

    private ModelProto fold(ModelProto model, GraphProto graph) throws OrtException {
        GraphProto.Builder arithmetic = GraphProto.newBuilder().setName("arithmetic");
        GraphProto.Builder rest = graph.toBuilder().clearNode();
        List<TensorProto> computed = new ArrayList<>();
        Set<String> needed = new LinkedHashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (isSize(node)) {
                computed.add(size(node));
            } else if (isComputable(node)) {
                arithmetic.addNode(node);
                needed.addAll(node.getInputList());
            } else {
                rest.addNode(node);
            }
        }
        needed.stream().map(constants::get).filter(Objects::nonNull).forEach(arithmetic::addInitializer);
        computed.addAll(run(model.toBuilder().setGraph(arithmetic).build()));
        return model.toBuilder().setGraph(rest.addAllInitializer(computed)).build();
    }

    private boolean isSize(NodeProto node) {
        return (node.getOpType().equals("Shape") || node.getOpType().equals("Size"))
                && node.getInputCount() == 1
                && node.getOutputCount() == 1
                && node.getAttributeCount() == 0
                && shapes.isKnown(node.getInput(0));
    }

    private TensorProto size(NodeProto node) {
        TensorProto.Builder size =
                TensorProto.newBuilder().setName(node.getOutput(0)).setDataType(TensorProto.DataType.INT64.getNumber());
        TensorInfo tensor = shapes.tensors().get(node.getInput(0));
        if (node.getOpType().equals("Size") || tensor == null) {
            return size.addInt64Data((long) shapes.count(node.getInput(0))).build();
        }
        size.addDims(tensor.getShape().length);
        for (long dimension : tensor.getShape()) {
            size.addInt64Data(dimension);
        }
        return size.build();
    }

    private boolean isComputable(NodeProto node) {
        return OPERATORS.contains(node.getOpType())
                && node.getInputList().stream().allMatch(input -> input.isEmpty() || constants.containsKey(input))
                && node.getOutputList().stream().allMatch(this::isSmall);
    }

    private boolean isSmall(String output) {
        TensorInfo tensor = shapes.tensors().get(output);
        return tensor != null
                && TYPES.containsKey(tensor.type)
                && shapes.isKnown(output)
                && shapes.count(output) <= MOST_VALUES;
    }

    private static List<TensorProto> run(ModelProto arithmetic) throws OrtException {
        List<TensorProto> computed = new ArrayList<>();
        if (arithmetic.getGraph().getNodeCount() == 0) {
            return computed;
        }
        ModelProto.Builder model = arithmetic.toBuilder();
        for (NodeProto node : arithmetic.getGraph().getNodeList()) {
            node.getOutputList()
                    .forEach(
                            output -> model.getGraphBuilder().addOutputBuilder().setName(output));
        }
        try (SessionOptions options = OnnxSession.options(1);
                OrtSession session =
                        OnnxSession.environment().createSession(model.build().toByteArray(), options);
                OrtSession.Result result = session.run(Map.of())) {
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor tensor) {
                    computed.add(constant(entry.getKey(), tensor));
                }
            }
        }
        return computed;
    }

    private static TensorProto constant(String name, OnnxTensor tensor) throws OrtException {
        TensorProto.DataType type = TYPES.get(tensor.getInfo().type);
        if (type == null) {
            throw new OrtException("'" + name + "' is " + tensor.getInfo().type + " after all");
        }
        TensorProto.Builder constant = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dimension : tensor.getInfo().getShape()) {
            constant.addDims(dimension);
        }
        return constant.setRawData(ByteString.copyFrom(tensor.getByteBuffer())).build();
    }
}
