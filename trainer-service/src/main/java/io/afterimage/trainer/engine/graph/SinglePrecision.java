package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.onnx.Onnx;
import java.util.stream.IntStream;

/** Makes a graph of float16 compute in float32, as float16 is too coarse to learn in. */
final class SinglePrecision {
    private static final int HALF = DataType.FLOAT16.getNumber();
    private static final int SINGLE = DataType.FLOAT.getNumber();

    private SinglePrecision() {}

    static GraphProto of(GraphProto graph) throws UntrainableModelException {
        GraphProto.Builder single = graph.toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataType() == HALF) {
                single.setInitializer(i, widened(tensor));
            }
        }
        for (NodeProto.Builder node : single.getNodeBuilderList()) {
            if (node.getOpType().equals("Cast")) {
                node.getAttributeBuilderList().stream()
                        .filter(attribute -> attribute.getName().equals("to") && attribute.getI() == HALF)
                        .forEach(SinglePrecision::widen);
            }
        }
        return single.build();
    }

    private static void widen(AttributeProto.Builder to) {
        to.setI(SINGLE);
    }

    private static TensorProto widened(TensorProto tensor) throws UntrainableModelException {
        float[] values = Constants.floats(tensor);
        return Onnx.floats(
                tensor.getName(),
                tensor.getDimsList(),
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }
}
