package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import java.util.Arrays;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operators that bring values to one scale. */
final class Normalization {
    /** How far the model's statistics go to those of a batch. */
    private static final double MOMENTUM = .1;

    private Normalization() {}

    /** With the statistics of the model, also while the rest learns: small batches would spoil them. */
    static Single batch(Node node) throws UntrainableModelException {
        if (node.integer("training_mode", 0) != 0 || node.integer("spatial", 1) != 1) {
            throw node.refusal("statistics of the batch (training_mode, spatial)");
        }
        double epsilon = node.real("epsilon", 1e-5);
        return in -> torch.batch_norm(
                in.get(0),
                new TensorOptional(in.get(1)),
                new TensorOptional(in.get(2)),
                new TensorOptional(in.get(3)),
                new TensorOptional(in.get(4)),
                false,
                0,
                epsilon,
                false);
    }

    /**
     * With the statistics of each batch, which those of the model follow, while it is trained; else, and for a lone example, which has
     * none, with the model's.
     */
    static Single following(Node node) throws UntrainableModelException {
        Single still = batch(node);
        double epsilon = node.real("epsilon", 1e-5);
        return in -> in.training() && in.get(0).size(0) > 1
                ? torch.batch_norm(
                        in.get(0),
                        new TensorOptional(in.get(1)),
                        new TensorOptional(in.get(2)),
                        new TensorOptional(in.get(3)),
                        new TensorOptional(in.get(4)),
                        true,
                        MOMENTUM,
                        epsilon,
                        false)
                : still.apply(in);
    }

    static Single instance(Node node) {
        double epsilon = node.real("epsilon", 1e-5);
        return in -> torch.instance_norm(
                in.get(0),
                new TensorOptional(in.get(1)),
                new TensorOptional(in.get(2)),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0,
                epsilon,
                false);
    }

    static Single layer(Node node) {
        double epsilon = node.real("epsilon", 1e-5);
        long axis = node.integer("axis", -1);
        return in -> {
            long[] shape = in.get(0).shape();
            long[] normalized = Arrays.copyOfRange(shape, Axes.of(axis, shape.length), shape.length);
            Tensor plain =
                    torch.layer_norm(in.get(0), normalized, new TensorOptional(), new TensorOptional(), epsilon, false);
            Tensor scaled = plain.mul(in.get(1));
            return in.has(2) ? scaled.add(in.get(2)) : scaled;
        };
    }

    /** Local response normalisation, over a window of channels around each. */
    static Single localResponse(Node node) {
        long size = node.integer("size", 1);
        double alpha = node.real("alpha", 1e-4);
        double beta = node.real("beta", .75);
        double bias = node.real("bias", 1);
        return in -> {
            Tensor x = in.get(0);
            long channels = x.size(1);
            long[] pads = new long[2 * Math.toIntExact(x.dim() - 1)];
            pads[pads.length - 2] = (size - 1) / 2;
            pads[pads.length - 1] = size / 2;
            Tensor squares = torch.constant_pad_nd(x.mul(x), pads);
            Tensor sum = squares.narrow(1, 0, channels);
            for (long i = 1; i < size; i++) {
                sum = sum.add(squares.narrow(1, i, channels));
            }
            Tensor scale = sum.mul(Tensors.scalar(alpha / size)).add(Tensors.scalar(bias));
            return x.div(scale.pow(Tensors.scalar(beta)));
        };
    }

    static Single softmax(Node node) {
        return along(node, (x, axis) -> torch.softmax(x, axis, new ScalarTypeOptional()));
    }

    static Single logSoftmax(Node node) {
        return along(node, (x, axis) -> torch.log_softmax(x, axis, new ScalarTypeOptional()));
    }

    private interface AlongAxis {
        Tensor apply(Tensor x, long axis);
    }

    /** Before operator set 13 all dimensions from the axis on are one, and the axis is 1 unless given. */
    private static Single along(Node node, AlongAxis function) {
        if (node.opset() >= 13) {
            long axis = node.integer("axis", -1);
            return in -> function.apply(in.get(0), axis);
        }
        long axis = node.integer("axis", 1);
        return in -> {
            long[] shape = in.get(0).shape();
            int from = Axes.of(axis, shape.length);
            Tensor rows = in.get(0).reshape(Axes.product(shape, 0, from), Axes.product(shape, from, shape.length));
            return function.apply(rows, 1).reshape(shape);
        };
    }
}
