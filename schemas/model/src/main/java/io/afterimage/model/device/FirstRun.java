package io.afterimage.model.device;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.afterimage.model.OnnxSession;
import java.nio.ByteBuffer;
import java.util.Set;

/** Tries a device with a graph of one convolution, since that needs all of its libraries. */
final class FirstRun {
    private static final long[] SHAPE = {1, 1, 2, 2};
    private static final String PIXELS = "pixels";
    private static final String SUMS = "sums";

    private FirstRun() {}

    static void with(SessionOptions options) throws OrtException {
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(4).put(new byte[] {1, 2, 3, 4}).flip();
        try (OnnxSession session = new OnnxSession(convolution().toByteArray(), options)) {
            OnnxSession.Tensor sums =
                    session.run(PIXELS, pixels, SHAPE, Set.of(SUMS)).get(SUMS);
            if (sums == null || sums.values().length != 1 || sums.values()[0] != 10) {
                throw new OrtException("a first run gave a wrong answer");
            }
        }
    }

    /** The sum of four pixels. */
    private static ModelProto convolution() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("first run")
                .addInput(value(PIXELS, TensorProto.DataType.UINT8, SHAPE))
                .addOutput(value(SUMS, TensorProto.DataType.FLOAT, 1, 1, 1, 1));
        graph.addNodeBuilder()
                .setOpType("Cast")
                .addInput(PIXELS)
                .addOutput("floats")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(TensorProto.DataType.FLOAT.getNumber()));
        graph.addNodeBuilder()
                .setOpType("Conv")
                .addInput("floats")
                .addInput("ones")
                .addOutput(SUMS);
        TensorProto.Builder ones =
                graph.addInitializerBuilder().setName("ones").setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : SHAPE) {
            ones.addDims(dimension);
        }
        for (int i = 0; i < 4; i++) {
            ones.addFloatData(1);
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        for (long dimension : shape) {
            tensor.getShapeBuilder().addDimBuilder().setDimValue(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
