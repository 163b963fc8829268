package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The image that a foreign model takes: float32 or float16 [batch, channels, height, width] or [batch, height, width, channels].
 *
 * @param batch images in one run; 0 where the model leaves it open
 * @param channels 1 or 3; 0 where the model leaves it open
 * @param height in pixels; 0 where the model leaves it open
 * @param width in pixels; 0 where the model leaves it open
 * @param channelsLast whether the channels come last
 * @param half whether its values are float16
 */
record ForeignInput(String name, int batch, int channels, int height, int width, boolean channelsLast, boolean half) {

    /** The one input of a tidied graph. */
    static ForeignInput of(GraphProto graph) throws ModelRejectedException {
        if (graph.getInputCount() != 1) {
            String names = graph.getInputList().stream()
                    .map(ValueInfoProto::getName)
                    .limit(8)
                    .collect(Collectors.joining(", "));
            throw rejected("the model has " + graph.getInputCount() + " inputs (" + names
                    + "); a classifier of images with exactly one is needed");
        }
        ValueInfoProto input = graph.getInput(0);
        TypeProto.Tensor tensor = input.getType().getTensorType();
        boolean half = tensor.getElemType() == TensorProto.DataType.FLOAT16.getNumber();
        if (!half && tensor.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
            throw rejected("input '" + input.getName() + "' is " + type(tensor.getElemType())
                    + "; float32 or float16 is needed (a model package is imported without --labels)");
        }
        List<Dimension> shape = tensor.getShape().getDimList();
        if (shape.size() != 4) {
            throw rejected("input '" + input.getName() + "' has " + shape.size()
                    + " dimensions; four are needed: batch, channels, height, width");
        }
        return of(input.getName(), shape, half);
    }

    private static ForeignInput of(String name, List<Dimension> shape, boolean half) throws ModelRejectedException {
        int[] sizes = new int[4];
        for (int i = 0; i < 4; i++) {
            long size = shape.get(i).getDimValue();
            if (size > 1 << 16) {
                throw rejected("dimension " + i + " of input '" + name + "' is " + size + "; that is no image");
            }
            sizes[i] = (int) Math.max(0, size);
        }
        if (isChannels(sizes[1]) || (sizes[1] == 0 && !isChannels(sizes[3]))) {
            return new ForeignInput(name, sizes[0], sizes[1], sizes[2], sizes[3], false, half);
        }
        if (isChannels(sizes[3])) {
            return new ForeignInput(name, sizes[0], sizes[3], sizes[1], sizes[2], true, half);
        }
        throw rejected("input '" + name + "' has " + sizes[1] + " channels; 1 or 3 are needed");
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3;
    }

    private static String type(int type) {
        TensorProto.DataType known = TensorProto.DataType.forNumber(type);
        return known == null ? "of an unknown type" : known.name().toLowerCase(Locale.ROOT);
    }

    private static ModelRejectedException rejected(String message) {
        return new ModelRejectedException(Reason.INPUT_SHAPE, message);
    }
}
