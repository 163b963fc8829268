package io.afterimage.trainer.engine.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of constants, in either of the two forms that ONNX has for them. */
public final class Constants {
    private Constants() {}

    /** Whether these are numbers with fractions, which alone can learn. */
    public static boolean isFloat(TensorProto tensor) {
        return tensor.getDataType() == DataType.FLOAT.getNumber();
    }

    /** The dimensions; none for a single number. */
    public static long[] shape(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * The values of a constant of float32, float64 or float16, row by row.
     *
     * @throws UntrainableModelException if it is of another type, or not whole
     */
    public static float[] floats(TensorProto tensor) throws UntrainableModelException {
        DataType type = type(tensor);
        int count = count(tensor);
        float[] values = new float[count];
        ByteBuffer raw = raw(tensor, count, width(tensor, type));
        for (int i = 0; i < count; i++) {
            values[i] = (float)
                    switch (type) {
                        case FLOAT -> raw == null ? tensor.getFloatData(i) : raw.getFloat();
                        case DOUBLE -> raw == null ? tensor.getDoubleData(i) : raw.getDouble();
                        case FLOAT16 -> half(raw == null ? (short) tensor.getInt32Data(i) : raw.getShort());
                        default -> throw invalid(tensor, "is of type " + type + " instead of float32");
                    };
        }
        return values;
    }

    /**
     * The values of a constant of whole numbers or truth values, row by row.
     *
     * @throws UntrainableModelException if it is of another type, or not whole
     */
    public static long[] integers(TensorProto tensor) throws UntrainableModelException {
        DataType type = type(tensor);
        int count = count(tensor);
        long[] values = new long[count];
        ByteBuffer raw = raw(tensor, count, width(tensor, type));
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case INT64 -> raw == null ? tensor.getInt64Data(i) : raw.getLong();
                case INT32 -> raw == null ? tensor.getInt32Data(i) : raw.getInt();
                case UINT8, BOOL -> raw == null ? tensor.getInt32Data(i) : raw.get() & 255;
                case INT8 -> raw == null ? tensor.getInt32Data(i) : raw.get();
                default -> throw invalid(tensor, "is of type " + type);
            };
        }
        return values;
    }

    /** A float32 constant. */
    public static TensorProto of(String name, List<Long> shape, float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addAllDims(shape)
                .setRawData(ByteString.copyFrom(raw.array()))
                .build();
    }

    private static DataType type(TensorProto tensor) {
        DataType type = DataType.forNumber(tensor.getDataType());
        return type == null ? DataType.UNDEFINED : type;
    }

    private static int width(TensorProto tensor, DataType type) throws UntrainableModelException {
        return switch (type) {
            case DOUBLE, INT64 -> Long.BYTES;
            case FLOAT, INT32 -> Integer.BYTES;
            case FLOAT16 -> Short.BYTES;
            case UINT8, INT8, BOOL -> 1;
            default -> throw invalid(tensor, "is of type " + type);
        };
    }

    private static int count(TensorProto tensor) throws UntrainableModelException {
        double count = 1;
        for (long dimension : tensor.getDimsList()) {
            count = dimension < 0 ? -1 : count * dimension;
        }
        if (count < 0 || count > 1 << 28) {
            throw invalid(tensor, "has dimensions " + tensor.getDimsList());
        }
        return (int) count;
    }

    /** The bytes, or null where the values are written one by one. */
    private static @Nullable ByteBuffer raw(TensorProto tensor, int count, int width) throws UntrainableModelException {
        if (tensor.hasRawData()) {
            if (tensor.getRawData().size() != (long) count * width) {
                throw invalid(tensor, "has " + tensor.getRawData().size() + " bytes for " + count + " values");
            }
            return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        int written = Math.max(
                Math.max(tensor.getFloatDataCount(), tensor.getDoubleDataCount()),
                Math.max(tensor.getInt32DataCount(), tensor.getInt64DataCount()));
        if (written != count) {
            throw invalid(tensor, "has " + written + " values instead of " + count);
        }
        return null;
    }

    /** IEEE 754 binary16, as Java 17 has no conversion for it. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int wide = exponent == 31 ? 0x7f800000 : (exponent + 112) << 23;
        return Float.intBitsToFloat(sign | wide | fraction << 13);
    }

    private static UntrainableModelException invalid(TensorProto tensor, String what) {
        return new UntrainableModelException(
                Reason.WEIGHT_INVALID, "constant '" + tensor.getName() + "' " + what + "; the model cannot be trained");
    }
}
