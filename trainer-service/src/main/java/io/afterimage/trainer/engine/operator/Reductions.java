package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.operator.Operator.SingleFamily;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operators that make one value of many. Axes are an attribute in older operator sets and an input in newer ones. */
final class Reductions {
    private Reductions() {}

    private interface Reduction {
        Tensor apply(Tensor x, long[] axes, boolean keep);
    }

    static SingleFamily mean() {
        return over((x, axes, keep) -> x.mean(axes, keep, new ScalarTypeOptional()));
    }

    static SingleFamily sum() {
        return over((x, axes, keep) -> x.sum(axes, keep, new ScalarTypeOptional()));
    }

    static SingleFamily absoluteSum() {
        return over((x, axes, keep) -> x.abs().sum(axes, keep, new ScalarTypeOptional()));
    }

    static SingleFamily sumOfSquares() {
        return over((x, axes, keep) -> x.square().sum(axes, keep, new ScalarTypeOptional()));
    }

    static SingleFamily logSumExp() {
        return over((x, axes, keep) -> x.logsumexp(axes, keep));
    }

    /** libtorch multiplies along one axis at a time: from the last on, so that those before keep their numbers. */
    static SingleFamily product() {
        return over((x, axes, keep) -> {
            Tensor product = x;
            long[] ascending = LongStream.of(axes).sorted().toArray();
            for (int i = ascending.length - 1; i >= 0; i--) {
                product = product.prod(ascending[i], keep, new ScalarTypeOptional());
            }
            return product;
        });
    }

    static SingleFamily max() {
        return over(Tensor::amax);
    }

    static SingleFamily min() {
        return over(Tensor::amin);
    }

    static SingleFamily norm() {
        return over((x, axes, keep) ->
                torch.linalg_vector_norm(x, Tensors.scalar(2), axes, keep, new ScalarTypeOptional()));
    }

    private static SingleFamily over(Reduction reduction) {
        return node -> {
            long[] attribute = node.integers("axes");
            boolean keep = node.integer("keepdims", 1) != 0;
            boolean noneIsNone = node.integer("noop_with_empty_axes", 0) != 0;
            return in -> {
                Tensor x = in.get(0);
                long[] axes = in.has(1) ? in.integers(1) : attribute == null ? new long[0] : attribute;
                if (axes.length == 0) {
                    return noneIsNone ? x : reduction.apply(x, Axes.all(x.dim()), keep);
                }
                return reduction.apply(x, Axes.of(axes, x.dim()), keep);
            };
        };
    }
}
