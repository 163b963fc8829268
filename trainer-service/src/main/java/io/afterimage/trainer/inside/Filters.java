package io.afterimage.trainer.inside;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxFile;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The filters of a model's first convolution over colours: what it looks for in the smallest parts of an image. Each is
 * a picture of its own weights, grey where they are 0. Pure.
 */
public final class Filters {
    private static final int MOST = 256;
    private static final int COLOURS = 3;
    private static final int DIMENSIONS = 4;
    private static final int LARGEST_SIDE = 64;
    private static final int SHOWN_SIDE = 48;
    private static final double GREY = 127.5;

    private Filters() {}

    /**
     * The filters as data URLs of PNG files.
     *
     * @return empty where the model has no such convolution, or its weights are no floating-point numbers
     * @throws ModelRejectedException if the file is no ONNX model
     */
    public static List<String> of(byte[] model) throws ModelRejectedException {
        return of(OnnxFile.parse(model));
    }

    static List<String> of(ModelProto model) {
        try {
            Optional<TensorProto> weights = weights(model);
            return weights.isPresent() ? pictures(weights.get()) : List.of();
        } catch (UntrainableModelException e) {
            return List.of();
        }
    }

    private static Optional<TensorProto> weights(ModelProto model) {
        Map<String, TensorProto> constants = model.getGraph().getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, Function.identity(), (first, second) -> first));
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Conv") && node.getInputCount() > 1)
                .map(NodeProto::getInputList)
                .map(inputs -> Optional.ofNullable(constants.get(inputs.get(1))))
                .flatMap(Optional::stream)
                .filter(Filters::isOverColours)
                .findFirst();
    }

    private static boolean isOverColours(TensorProto tensor) {
        return tensor.getDimsCount() == DIMENSIONS
                && tensor.getDims(0) > 0
                && tensor.getDims(1) == COLOURS
                && isSide(tensor.getDims(2))
                && isSide(tensor.getDims(3));
    }

    private static boolean isSide(long pixels) {
        return pixels > 0 && pixels <= LARGEST_SIDE;
    }

    private static List<String> pictures(TensorProto weights) throws UntrainableModelException {
        float[] values = Constants.floats(weights);
        int height = (int) weights.getDims(2);
        int width = (int) weights.getDims(3);
        int size = COLOURS * height * width;
        List<String> pictures = new ArrayList<>();
        for (int filter = 0; filter < Math.min(MOST, values.length / size); filter++) {
            pictures.add(Png.dataUrl(picture(values, filter * size, height, width)));
        }
        return List.copyOf(pictures);
    }

    /** As large as is needed to be seen, each weight a square. */
    private static BufferedImage picture(float[] values, int from, int height, int width) {
        int scale = Math.max(1, SHOWN_SIDE / Math.max(height, width));
        double most = most(values, from, COLOURS * height * width);
        BufferedImage picture = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                int rgb = 0;
                for (int colour = 0; colour < COLOURS; colour++) {
                    int at = from + (colour * height + y / scale) * width + x / scale;
                    rgb = rgb << Byte.SIZE | level(values[at], most);
                }
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }

    private static double most(float[] values, int from, int count) {
        double most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }

    /** 0 to 255, of a weight that is no number the grey of 0. */
    private static int level(float value, double most) {
        double share = most > 0 && Double.isFinite(most) && Float.isFinite(value) ? value / most : 0;
        return (int) Math.round(GREY + GREY * share);
    }
}
