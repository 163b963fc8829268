package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One operator of a graph, its attributes read. Holds no memory and no state; safe for many threads. What it makes belongs to the
 * innermost {@code PointerScope}.
 */
@FunctionalInterface
public interface Operator {
    /** Computes all outputs that the node names, in their order. */
    List<Tensor> apply(Arguments arguments);

    /** All operators of one name. */
    @FunctionalInterface
    interface Family {
        /**
         * Reads a node's attributes.
         *
         * @throws UntrainableModelException naming what of it is not covered
         */
        Operator of(Node node) throws UntrainableModelException;
    }

    /** An operator with one output, whose node is read where a graph is built. */
    @FunctionalInterface
    interface Single {
        Tensor apply(Arguments arguments);
    }

    /** A family of operators with one output. */
    @FunctionalInterface
    interface SingleFamily {
        Single of(Node node) throws UntrainableModelException;
    }
}
