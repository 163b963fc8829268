package io.afterimage.trainer.engine.operator;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operators that choose, convert or drop values. */
final class Values {
    private Values() {}

    /** Whole numbers of all sizes are int64 here, and float16 is float32. */
    static Single cast(Node node) throws UntrainableModelException {
        DataType type = DataType.forNumber((int) node.integer("to", 0));
        ScalarType to =
                switch (type == null ? DataType.UNDEFINED : type) {
                    case FLOAT, FLOAT16 -> ScalarType.Float;
                    case DOUBLE -> ScalarType.Double;
                    case INT64, INT32 -> ScalarType.Long;
                    case BOOL -> ScalarType.Bool;
                    default -> throw node.refusal("conversion to " + type);
                };
        return in -> in.get(0).to(to);
    }

    /** The ratio is an attribute before operator set 12, and an input from then on. Without training nothing is dropped. */
    static Single dropout(Node node) {
        double ratio = node.real("ratio", .5);
        return in -> torch.dropout(in.get(0), in.real(1, ratio), in.training());
    }

    static Single where(Node node) {
        return in -> torch.where(in.get(0).to(ScalarType.Bool), in.get(1), in.get(2));
    }
}
