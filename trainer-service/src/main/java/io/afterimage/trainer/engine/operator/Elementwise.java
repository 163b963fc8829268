package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.operator.Operator.Single;
import io.afterimage.trainer.engine.operator.Operator.SingleFamily;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operators that compute each value from the values at its place, broadcast as in NumPy. */
final class Elementwise {
    private Elementwise() {}

    static SingleFamily unary(UnaryOperator<Tensor> function) {
        return node -> in -> function.apply(in.get(0));
    }

    static SingleFamily variadic(BinaryOperator<Tensor> function) {
        return node -> in -> folded(in, function);
    }

    private static Tensor folded(Arguments in, BinaryOperator<Tensor> function) {
        Tensor result = in.get(0);
        for (int i = 1; i < in.count(); i++) {
            result = function.apply(result, in.get(i));
        }
        return result;
    }

    static Single mean(Node node) {
        return in -> folded(in, torch::add).div(Tensors.scalar(in.count()));
    }

    /** Whole numbers are divided towards zero. */
    static Tensor quotient(Tensor dividend, Tensor divisor) {
        return Tensors.isFloat(dividend)
                ? torch.div(dividend, divisor)
                : torch.div(dividend, divisor, new StringViewOptional(new BytePointer("trunc")));
    }

    /** Of the type of the base. */
    static Tensor power(Tensor base, Tensor exponent) {
        return torch.pow(base, exponent).to(base.scalar_type());
    }

    static Single leakyRelu(Node node) {
        double alpha = node.real("alpha", .01);
        return in -> torch.leaky_relu(in.get(0), Tensors.scalar(alpha));
    }

    static Tensor prelu(Tensor x, Tensor slope) {
        return torch.relu(x).sub(slope.mul(torch.relu(x.neg())));
    }

    static Single elu(Node node) {
        double alpha = node.real("alpha", 1);
        return in -> torch.elu(in.get(0), Tensors.scalar(alpha), Tensors.scalar(1), Tensors.scalar(1));
    }

    static Single gelu(Node node) {
        String approximate = node.text("approximate", "none");
        return in -> torch.gelu(in.get(0), approximate);
    }

    static Single hardSigmoid(Node node) {
        double alpha = node.real("alpha", .2);
        double beta = node.real("beta", .5);
        return in -> clamp(in.get(0).mul(Tensors.scalar(alpha)).add(Tensors.scalar(beta)), 0, 1);
    }

    /** Bounds are attributes before operator set 11, and inputs that may be left out from then on. */
    static Single clip(Node node) {
        double least = node.real("min", Double.NEGATIVE_INFINITY);
        double most = node.real("max", Double.POSITIVE_INFINITY);
        return in -> clamp(in.get(0), in.real(1, least), in.real(2, most));
    }

    private static Tensor clamp(Tensor x, double least, double most) {
        return torch.clamp(x, new ScalarOptional(Tensors.scalar(least)), new ScalarOptional(Tensors.scalar(most)));
    }
}
