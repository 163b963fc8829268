package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Makes and reads the small pieces of ONNX graphs. */
public final class Onnx {
    /** The name of the dimension that stands for any number of images. */
    public static final String BATCH = "N";

    private Onnx() {}

    /** An operator with one output, named after it. */
    public static NodeProto node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + "/" + operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    /** An integer attribute. */
    public static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute of integers. */
    public static AttributeProto attribute(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    static long intAttribute(NodeProto node, String name, long otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(otherwise);
    }

    /** A float32 constant, its values row by row. */
    public static TensorProto floats(String name, List<Long> shape, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(shape);
        for (double value : values) {
            tensor.addFloatData((float) value);
        }
        return tensor.build();
    }

    /** An int64 constant, its values row by row. */
    public static TensorProto ints(String name, List<Long> shape, List<Long> values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addAllDims(shape)
                .addAllInt64Data(values)
                .build();
    }

    /** The values of a small int64 tensor; empty if it is of another type or its data is not whole. */
    static List<Long> ints(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.INT64.getNumber()) {
            return List.of();
        }
        if (!tensor.hasRawData()) {
            return tensor.getInt64DataList();
        }
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        Long[] values = new Long[raw.remaining() / Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = raw.getLong();
        }
        return List.of(values);
    }

    /**
     * An input or output.
     *
     * @param batch number of images, or 0 for any number
     * @param rest the other dimensions
     */
    public static ValueInfoProto value(String name, TensorProto.DataType type, int batch, long... rest) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        if (batch == 0) {
            shape.addDimBuilder().setDimParam(BATCH);
        } else {
            shape.addDimBuilder().setDimValue(batch);
        }
        for (long dimension : rest) {
            shape.addDimBuilder().setDimValue(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
