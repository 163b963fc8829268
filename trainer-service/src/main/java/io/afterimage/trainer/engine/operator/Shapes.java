package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Operators that arrange values in other dimensions, and that tell of dimensions. */
final class Shapes {
    private Shapes() {}

    /** A dimension of 0 is taken from the input, unless the node says otherwise; one of -1 is what is left. */
    static Single reshape(Node node) {
        boolean zeroIsZero = node.integer("allowzero", 0) != 0;
        return in -> {
            long[] shape = in.integers(1);
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] == 0 && !zeroIsZero) {
                    shape[i] = in.get(0).size(i);
                }
            }
            return in.get(0).reshape(shape);
        };
    }

    static Single flatten(Node node) {
        long axis = node.integer("axis", 1);
        return in -> {
            long[] shape = in.get(0).shape();
            int from = axis == shape.length ? shape.length : Axes.of(axis, shape.length);
            return in.get(0).reshape(Axes.product(shape, 0, from), Axes.product(shape, from, shape.length));
        };
    }

    static Single transpose(Node node) {
        long[] order = node.integers("perm");
        return in -> in.get(0).permute(order == null ? reversed(in.get(0).dim()) : order);
    }

    private static long[] reversed(long rank) {
        return LongStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }

    static Single squeeze(Node node) {
        long[] attribute = node.integers("axes");
        return in -> {
            Tensor x = in.get(0);
            long[] axes = axes(in, attribute);
            return axes == null ? x.squeeze() : x.squeeze(Axes.of(axes, x.dim()));
        };
    }

    static Single unsqueeze(Node node) {
        long[] attribute = node.integers("axes");
        return in -> {
            long[] given = axes(in, attribute);
            if (given == null) {
                throw new IllegalArgumentException("axes are missing");
            }
            long[] axes = Axes.of(given, in.get(0).dim() + given.length);
            Arrays.sort(axes);
            Tensor result = in.get(0);
            for (long axis : axes) {
                result = result.unsqueeze(axis);
            }
            return result;
        };
    }

    /** An attribute before operator set 13, an input from then on. */
    private static long @Nullable [] axes(Arguments in, long @Nullable [] attribute) {
        return in.has(1) ? in.integers(1) : attribute;
    }

    static Single shape(Node node) {
        long start = node.integer("start", 0);
        long end = node.integer("end", Long.MAX_VALUE);
        return in -> {
            long[] shape = in.get(0).shape();
            int from = bounded(start, shape.length);
            int to = Math.max(from, bounded(end, shape.length));
            long[] part = Arrays.copyOfRange(shape, from, to);
            return Tensors.of(part, part.length);
        };
    }

    private static int bounded(long position, int length) {
        return (int) Math.max(0, Math.min(length, position < 0 ? position + length : position));
    }

    static Tensor size(Tensor x) {
        return Tensors.of(new long[] {x.numel()}, new long[0]);
    }

    /** Both ways: a dimension of 1 of either follows the other. */
    static Single expand(Node node) {
        return in -> {
            long[] own = in.get(0).shape();
            long[] wanted = in.integers(1);
            int rank = Math.max(own.length, wanted.length);
            long[] shape = new long[rank];
            for (int i = 0; i < rank; i++) {
                long of = i < rank - own.length ? 1 : own[i - rank + own.length];
                long to = i < rank - wanted.length ? 1 : wanted[i - rank + wanted.length];
                shape[i] = of == 1 ? to : of;
            }
            return in.get(0).expand(shape);
        };
    }

    static Single depthToSpace(Node node) throws UntrainableModelException {
        long block = node.integer("blocksize", 1);
        boolean depthFirst =
                switch (node.text("mode", "DCR")) {
                    case "DCR" -> true;
                    case "CRD" -> false;
                    default -> throw node.refusal("mode " + node.text("mode", ""));
                };
        return in -> {
            long[] s = in.get(0).shape();
            long channels = s[1] / (block * block);
            Tensor split = depthFirst
                    ? in.get(0)
                            .reshape(s[0], block, block, channels, s[2], s[3])
                            .permute(0, 3, 4, 1, 5, 2)
                    : in.get(0)
                            .reshape(s[0], channels, block, block, s[2], s[3])
                            .permute(0, 1, 4, 2, 5, 3);
            return split.reshape(s[0], channels, s[2] * block, s[3] * block);
        };
    }
}
