package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import io.afterimage.trainer.engine.operator.Window.Placement;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Conv over any number of spatial dimensions, grouped and dilated. */
final class Convolution {
    private Convolution() {}

    static Single of(Node node) throws UntrainableModelException {
        Window window = Window.of(node);
        long groups = node.integer("group", 1);
        return in -> {
            Tensor x = in.get(0);
            Tensor weight = in.get(1);
            long[] shape = weight.shape();
            Placement at = window.place(x, Arrays.copyOfRange(shape, 2, shape.length));
            boolean plain = Arrays.equals(at.begin(), at.end());
            Tensor padded = plain ? x : torch.constant_pad_nd(x, at.explicitPads(false));
            long[] none = new long[at.kernel().length];
            return torch.convolution(
                    padded,
                    weight,
                    Tensors.optional(in.optional(2)),
                    at.strides(),
                    plain ? at.begin() : none,
                    at.dilations(),
                    false,
                    none,
                    groups);
        };
    }
}
