package io.afterimage.model.half;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Weights in float16. */
final class HalfWeights {
    private static final float LARGEST = 65_504;

    private HalfWeights() {}

    /** Whether these can be rounded at all: float32, and none so large that it would become infinite. */
    static boolean fits(TensorProto tensor) {
        if (tensor.getDataType() != DataType.FLOAT.getNumber()) {
            return false;
        }
        FloatBuffer values = values(tensor);
        while (values.hasRemaining()) {
            if (!(Math.abs(values.get()) <= LARGEST)) {
                return false;
            }
        }
        return true;
    }

    /** Rounded to the nearest, under another name. */
    static TensorProto of(TensorProto tensor, String name) {
        ShortBuffer halves = Fp16Conversions.convertFloatBufferToFp16Buffer(values(tensor));
        ByteBuffer raw = ByteBuffer.allocate(halves.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asShortBuffer().put(halves);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT16.getNumber())
                .addAllDims(tensor.getDimsList())
                .setRawData(ByteString.copyFrom(raw))
                .build();
    }

    /** In either of the two forms that ONNX has for them. */
    private static FloatBuffer values(TensorProto tensor) {
        if (tensor.hasRawData()) {
            return tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
        FloatBuffer values = FloatBuffer.allocate(tensor.getFloatDataCount());
        tensor.getFloatDataList().forEach(values::put);
        return values.flip();
    }
}
