package io.afterimage.trainer.engine.operator;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Brings values into libtorch and out of it. What is made belongs to the innermost {@code PointerScope}. */
public final class Tensors {
    static {
        Libtorch.load();
    }

    private Tensors() {}

    /** float32, the values row by row. */
    public static Tensor of(float[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /** int64, the values row by row. */
    public static Tensor of(long[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /** uint8 from direct memory, which is copied: all that remains, row by row. */
    public static Tensor of(ByteBuffer pixels, long... shape) {
        byte[] bytes = new byte[pixels.remaining()];
        pixels.duplicate().get(bytes);
        return Tensor.create(bytes, false, shape);
    }

    /** A constant: float32 for numbers with fractions, int64 for whole numbers, bool for truth values. */
    public static Tensor of(TensorProto constant) throws UntrainableModelException {
        long[] shape = Constants.shape(constant);
        DataType type = DataType.forNumber(constant.getDataType());
        if (type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.FLOAT16) {
            return of(Constants.floats(constant), shape);
        }
        Tensor integers = of(Constants.integers(constant), shape);
        return type == DataType.BOOL ? integers.to(ScalarType.Bool) : integers;
    }

    /** The values row by row, as float32. */
    public static float[] floats(Tensor tensor) {
        Tensor plain = tensor.detach().to(ScalarType.Float).contiguous(MemoryFormat.Contiguous);
        float[] values = new float[Math.toIntExact(plain.numel())];
        if (values.length > 0) {
            FloatBuffer buffer = plain.createBuffer();
            buffer.get(values);
        }
        return values;
    }

    /** The values row by row, of whole numbers. */
    public static long[] integers(Tensor tensor) {
        Tensor plain = tensor.to(ScalarType.Long).contiguous();
        long[] values = new long[Math.toIntExact(plain.numel())];
        if (values.length > 0) {
            LongBuffer buffer = plain.createBuffer();
            buffer.get(values);
        }
        return values;
    }

    static boolean isFloat(Tensor tensor) {
        return tensor.is_floating_point();
    }

    static Scalar scalar(double value) {
        return new Scalar(value);
    }

    static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }

    static Tensor ones(Tensor like, long... shape) {
        return torch.ones(shape).to(like.scalar_type());
    }
}
