package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Resize of images [N, C, H, W], in the forms that libtorch has as well. */
final class Resizing {
    private Resizing() {}

    private enum Form {
        NEAREST,
        LINEAR,
        LINEAR_CORNERS
    }

    /** Scales are the second input in operator set 10, the third from 11 on, where sizes may stand in their place. */
    static Single of(Node node) throws UntrainableModelException {
        Form form = form(node);
        int scales = node.opset() < 11 ? 1 : 2;
        return in -> {
            Tensor x = in.get(0);
            if (in.has(3)) {
                long[] sizes = in.integers(3);
                return resized(x, form, sizes[2], sizes[3], new DoubleOptional(), new DoubleOptional());
            }
            float[] factors = Tensors.floats(in.get(scales));
            if (factors[0] != 1 || factors[1] != 1) {
                throw new IllegalArgumentException("images and channels cannot be scaled");
            }
            long height = (long) Math.floor(x.size(2) * (double) factors[2]);
            long width = (long) Math.floor(x.size(3) * (double) factors[3]);
            return resized(x, form, height, width, new DoubleOptional(factors[2]), new DoubleOptional(factors[3]));
        };
    }

    private static Tensor resized(
            Tensor x, Form form, long height, long width, DoubleOptional scaleHeight, DoubleOptional scaleWidth) {
        long[] size = {height, width};
        return form == Form.NEAREST
                ? torch.upsample_nearest2d(x, size, scaleHeight, scaleWidth)
                : torch.upsample_bilinear2d(x, size, form == Form.LINEAR_CORNERS, scaleHeight, scaleWidth);
    }

    private static Form form(Node node) throws UntrainableModelException {
        String mode = node.text("mode", "nearest");
        String coordinates =
                node.text("coordinate_transformation_mode", node.opset() < 11 ? "asymmetric" : "half_pixel");
        String rounding = node.text("nearest_mode", node.opset() < 11 ? "floor" : "round_prefer_floor");
        boolean plain = node.integer("antialias", 0) == 0
                && node.integers("axes") == null
                && node.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
        if (plain && mode.equals("nearest") && coordinates.equals("asymmetric") && rounding.equals("floor")) {
            return Form.NEAREST;
        }
        if (plain && mode.equals("linear") && coordinates.endsWith("half_pixel")) {
            return Form.LINEAR;
        }
        if (plain && mode.equals("linear") && coordinates.equals("align_corners")) {
            return Form.LINEAR_CORNERS;
        }
        throw node.refusal("mode " + mode + ", " + coordinates + ", " + rounding);
    }
}
