package io.afterimage.trainer.engine.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;

/** Networks that are trained from scratch, from the least to the most: float32 [N, 3, side, side] to logits [N, classes]. */
public enum Architecture {
    /** Softmax regression on the pixels. */
    SOFTMAX(1) {
        @Override
        String layers(NetworkBuilder network, int side, int classes) {
            return network.blankDense(network.flat(NetworkBuilder.INPUT), 3 * side * side, classes);
        }
    },
    /** A perceptron with two hidden layers of 256 and 128. */
    MLP(1) {
        @Override
        String layers(NetworkBuilder network, int side, int classes) {
            String hidden = network.relu(network.dense(network.flat(NetworkBuilder.INPUT), 3 * side * side, 256));
            String last = network.relu(network.dense(hidden, 256, 128));
            return network.blankDense(network.drop(last, .2), 128, classes);
        }
    },
    /**
     * A small residual network (He et al., Deep Residual Learning): four stages, each of half the size of the one before and with a block
     * that begins as nothing beside its shortcut, and the average over the image. It normalises by batch.
     */
    SMALL_RESNET(16) {
        @Override
        String layers(NetworkBuilder network, int side, int classes) {
            int from = 32;
            // Halved before it is normalised, which costs a quarter then.
            String first = network.halve(network.conv(NetworkBuilder.INPUT, 3, from, 3, 1));
            String x = block(network, network.relu(network.normalizeBatch(first, from, 1)), from);
            for (int to : new int[] {64, 128, 128}) {
                String halved = network.normalizeBatch(network.conv(x, from, to, 3, 2), to, 1);
                x = block(network, network.relu(halved), to);
                from = to;
            }
            return network.blankDense(network.drop(network.average(x), .2), from, classes);
        }
    },
    /**
     * ResNet-18 (He et al., Deep Residual Learning) for small images: its first layer is 3x3 and keeps the size. It normalises
     * groups of channels, and each block begins as nothing beside its shortcut.
     */
    RESNET18(16) {
        @Override
        String layers(NetworkBuilder network, int side, int classes) {
            String first = network.conv(NetworkBuilder.INPUT, 3, 64, 3, 1);
            String x = network.relu(network.normalize(first, 64, side, 1));
            int from = 64;
            int size = side;
            for (int to : new int[] {64, 128, 256, 512}) {
                int stride = to == from ? 1 : 2;
                size = (size + stride - 1) / stride;
                x = residual(network, x, from, to, size, stride);
                x = residual(network, x, to, to, size, 1);
                from = to;
            }
            return network.blankDense(network.average(x), from, classes);
        }
    };

    private final int smallest;

    Architecture(int smallest) {
        this.smallest = smallest;
    }

    abstract String layers(NetworkBuilder network, int side, int classes);

    /**
     * A network with random weights.
     *
     * @param side of the images, in pixels
     * @param classes from 2
     * @param seed the same gives the same weights
     */
    public ModelProto build(int side, int classes, long seed) {
        if (side < smallest || classes < 2) {
            throw new IllegalArgumentException(
                    this + " needs images of " + smallest + " pixels and 2 classes, not " + side + " and " + classes);
        }
        NetworkBuilder network = new NetworkBuilder(side, seed);
        return network.build(layers(network, side, classes), classes);
    }

    private static String block(NetworkBuilder network, String x, int channels) {
        String first = network.relu(network.normalizeBatch(network.conv(x, channels, channels, 3, 1), channels, 1));
        String second = network.normalizeBatch(network.conv(first, channels, channels, 3, 1), channels, 0);
        return network.relu(network.sum(second, x));
    }

    /** @param size of what it gives */
    private static String residual(NetworkBuilder network, String x, int from, int to, int size, int stride) {
        String first = network.relu(network.normalize(network.conv(x, from, to, 3, stride), to, size, 1));
        String second = network.normalize(network.conv(first, to, to, 3, 1), to, size, 0);
        String shortcut = from == to ? x : network.normalize(network.conv(x, from, to, 1, stride), to, size, 1);
        return network.relu(network.sum(second, shortcut));
    }
}
