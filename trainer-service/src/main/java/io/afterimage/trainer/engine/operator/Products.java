package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.operator.Operator.Single;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Products of matrices. */
final class Products {
    private Products() {}

    static Single gemm(Node node) {
        boolean transposeA = node.integer("transA", 0) != 0;
        boolean transposeB = node.integer("transB", 0) != 0;
        double alpha = node.real("alpha", 1);
        double beta = node.real("beta", 1);
        return in -> {
            Tensor a = transposeA ? in.get(0).t() : in.get(0);
            Tensor b = transposeB ? in.get(1).t() : in.get(1);
            Tensor c = in.optional(2);
            return c == null
                    ? torch.matmul(a, b).mul(Tensors.scalar(alpha))
                    : torch.addmm(c, a, b, Tensors.scalar(beta), Tensors.scalar(alpha));
        };
    }
}
