package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import io.afterimage.trainer.engine.operator.Window.Placement;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Pooling over images [N, C, H, W], and over all of an image. */
final class Pooling {
    private static final int SPATIAL = 2;

    private Pooling() {}

    static Single max(Node node) throws UntrainableModelException {
        long[] kernel = kernel(node);
        Window window = Window.of(node);
        return in -> {
            Tensor x = in.get(0);
            Placement at = window.place(x, kernel);
            if (at.isPlain() && fits(at)) {
                return torch.max_pool2d(x, kernel, at.strides(), at.begin(), at.dilations(), false);
            }
            Tensor padded = torch.constant_pad_nd(x, at.explicitPads(true), Tensors.scalar(Double.NEGATIVE_INFINITY));
            return torch.max_pool2d(padded, kernel, at.strides(), new long[SPATIAL], at.dilations(), false);
        };
    }

    static Single average(Node node) throws UntrainableModelException {
        long[] kernel = kernel(node);
        Window window = Window.of(node);
        boolean countPads = node.integer("count_include_pad", 0) != 0;
        return in -> {
            Tensor x = in.get(0);
            Placement at = window.place(x, kernel);
            boolean dilated = at.dilations()[0] > 1 || at.dilations()[1] > 1;
            if (at.isPlain() && fits(at) && !dilated) {
                return torch.avg_pool2d(x, kernel, at.strides(), at.begin(), false, countPads, new LongOptional());
            }
            return sums(torch.constant_pad_nd(x, at.explicitPads(true)), at).div(counts(x, at, countPads));
        };
    }

    /** How many values each window averages: those of the image, and where wanted those of the padding asked for. */
    private static Tensor counts(Tensor x, Placement at, boolean countPads) {
        Tensor counted = Tensors.ones(x, 1, 1, x.size(2), x.size(3));
        Tensor padded = torch.constant_pad_nd(counted, at.explicitPads(false), Tensors.scalar(countPads ? 1 : 0));
        return sums(torch.constant_pad_nd(padded, at.overhangPads()), at);
    }

    /** The sum over each window, as a convolution with ones: libtorch's average pooling knows no dilation. */
    private static Tensor sums(Tensor padded, Placement at) {
        long channels = padded.size(1);
        Tensor ones = Tensors.ones(padded, channels, 1, at.kernel()[0], at.kernel()[1]);
        long[] none = new long[SPATIAL];
        return torch.convolution(
                padded, ones, new TensorOptional(), at.strides(), none, at.dilations(), false, none, channels);
    }

    static Tensor globalAverage(Tensor x) {
        return x.mean(spatial(x), true, new ScalarTypeOptional());
    }

    static Tensor globalMax(Tensor x) {
        return x.amax(spatial(x), true);
    }

    private static long[] spatial(Tensor x) {
        long[] axes = new long[Math.toIntExact(x.dim()) - 2];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i + 2L;
        }
        return axes;
    }

    private static long[] kernel(Node node) throws UntrainableModelException {
        long[] kernel = node.integers("kernel_shape");
        if (kernel == null || kernel.length != SPATIAL) {
            throw node.refusal("a kernel that is not two-dimensional");
        }
        return kernel;
    }

    /** libtorch pads by at most half a kernel. */
    private static boolean fits(Placement at) {
        return 2 * at.begin()[0] <= at.kernel()[0] && 2 * at.begin()[1] <= at.kernel()[1];
    }
}
