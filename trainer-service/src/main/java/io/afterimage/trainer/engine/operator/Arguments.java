package io.afterimage.trainer.engine.operator;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one operator.
 *
 * @param tensors in the node's order; null stands for one that is left out
 * @param training whether dropout drops, and statistics follow
 */
public record Arguments(List<@Nullable Tensor> tensors, boolean training) {
    int count() {
        return tensors.size();
    }

    boolean has(int i) {
        return optional(i) != null;
    }

    @Nullable
    Tensor optional(int i) {
        return i < tensors.size() ? tensors.get(i) : null;
    }

    Tensor get(int i) {
        Tensor tensor = optional(i);
        if (tensor == null) {
            throw new IllegalArgumentException("input " + i + " is missing");
        }
        return tensor;
    }

    /** All whole numbers of an input. */
    long[] integers(int i) {
        return Tensors.integers(get(i));
    }

    /** The one number of an input, or another where it is left out. */
    double real(int i, double otherwise) {
        Tensor tensor = optional(i);
        return tensor == null ? otherwise : tensor.item_double();
    }
}
