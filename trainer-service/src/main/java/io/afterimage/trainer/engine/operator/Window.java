package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** How a kernel moves over an image: {@code strides, dilations, pads, auto_pad, ceil_mode} of one node. */
final class Window {
    private final long @Nullable [] strides;
    private final long @Nullable [] dilations;
    private final long @Nullable [] pads;
    private final String autoPad;
    private final boolean ceil;

    private Window(Node node) {
        strides = node.integers("strides");
        dilations = node.integers("dilations");
        pads = node.integers("pads");
        autoPad = node.text("auto_pad", "NOTSET");
        ceil = node.integer("ceil_mode", 0) != 0;
    }

    static Window of(Node node) throws UntrainableModelException {
        Window window = new Window(node);
        return switch (window.autoPad) {
            case "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER" -> window;
            default -> throw node.refusal("auto_pad " + window.autoPad);
        };
    }

    /**
     * Where a kernel lies on one image; one number a spatial dimension each.
     *
     * @param begin padding asked for before the image
     * @param end padding asked for behind it
     * @param overhang what the last window reaches beyond that padding; negative where it stays short of it
     */
    record Placement(long[] kernel, long[] strides, long[] dilations, long[] begin, long[] end, long[] overhang) {
        /** Whether libtorch's own padding does. */
        boolean isPlain() {
            // Staying short by less than a stride changes nothing.
            for (int i = 0; i < kernel.length; i++) {
                if (begin[i] != end[i] || overhang[i] > 0) {
                    return false;
                }
            }
            return true;
        }

        /** As libtorch's pad takes them: from the last dimension on, before and behind. */
        long[] explicitPads(boolean withOverhang) {
            int rank = kernel.length;
            long[] flat = new long[2 * rank];
            for (int i = 0; i < rank; i++) {
                flat[2 * (rank - 1 - i)] = begin[i];
                flat[2 * (rank - 1 - i) + 1] = end[i] + (withOverhang ? overhang[i] : 0);
            }
            return flat;
        }

        long[] overhangPads() {
            int rank = kernel.length;
            long[] flat = new long[2 * rank];
            for (int i = 0; i < rank; i++) {
                flat[2 * (rank - 1 - i) + 1] = overhang[i];
            }
            return flat;
        }
    }

    /**
     * @param input [N, C, spatial...]
     * @param kernel its spatial size
     */
    Placement place(Tensor input, long[] kernel) {
        int rank = kernel.length;
        long[] stride = orOnes(strides, rank);
        long[] dilation = orOnes(dilations, rank);
        long[] begin = new long[rank];
        long[] end = new long[rank];
        long[] overhang = new long[rank];
        for (int i = 0; i < rank; i++) {
            long size = input.size(2 + i);
            long reach = dilation[i] * (kernel[i] - 1) + 1;
            if (autoPad.startsWith("SAME")) {
                long needed = Math.max(0, ((size + stride[i] - 1) / stride[i] - 1) * stride[i] + reach - size);
                begin[i] = autoPad.equals("SAME_UPPER") ? needed / 2 : needed - needed / 2;
                end[i] = needed - begin[i];
            } else if (autoPad.equals("NOTSET") && pads != null) {
                begin[i] = pads[i];
                end[i] = pads[rank + i];
            }
            overhang[i] = overhang(size, begin[i], end[i], stride[i], reach);
        }
        return new Placement(kernel, stride, dilation, begin, end, overhang);
    }

    private long overhang(long size, long begin, long end, long stride, long reach) {
        long room = size + begin + end - reach;
        long windows = (ceil ? -Math.floorDiv(-room, stride) : Math.floorDiv(room, stride)) + 1;
        // A window that would begin behind the image and its padding is none.
        if (ceil && (windows - 1) * stride >= size + begin) {
            windows--;
        }
        return (windows - 1) * stride - room;
    }

    private static long[] orOnes(long @Nullable [] given, int rank) {
        if (given != null) {
            return given;
        }
        long[] ones = new long[rank];
        Arrays.fill(ones, 1);
        return ones;
    }
}
