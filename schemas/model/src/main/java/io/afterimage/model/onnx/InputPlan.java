package io.afterimage.model.onnx;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.Preprocessing;
import io.afterimage.model.Preprocessing.Colour;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pixels a model is given, as its file, the preset and the options say together. */
record InputPlan(ForeignInput input, InputGeometry geometry, Preprocessing preprocessing) {

    static InputPlan of(ForeignInput input, ImportOptions options) throws ModelRejectedException {
        try {
            return new InputPlan(input, geometry(input, options), preprocessing(input, options));
        } catch (IllegalArgumentException e) {
            throw new ModelRejectedException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
        }
    }

    private static InputGeometry geometry(ForeignInput input, ImportOptions options) throws ModelRejectedException {
        Preset preset = options.preset();
        InputSize size = options.size();
        int width = side("width", input.width(), size == null ? null : size.width(), preset);
        int height = side("height", input.height(), size == null ? null : size.height(), preset);
        int resize = (int) Math.round(Math.max(width, height) * (preset == null ? 1 : preset.resize));
        return new InputGeometry(width, height, options.resize() == null ? resize : options.resize());
    }

    private static int side(String name, int inModel, @Nullable Integer size, @Nullable Preset preset)
            throws ModelRejectedException {
        if (inModel != 0 && size != null && size != inModel) {
            throw new ModelRejectedException(
                    Reason.INPUT_SHAPE,
                    "the model's " + name + " is " + inModel + ", so it cannot be " + size + "; leave --size out");
        }
        if (inModel != 0) {
            return inModel;
        }
        if (size != null) {
            return size;
        }
        if (preset != null) {
            return preset.size;
        }
        throw new ModelRejectedException(
                Reason.OPTIONS, "the model leaves the " + name + " of its input open; say it with --size");
    }

    private static Preprocessing preprocessing(ForeignInput input, ImportOptions options)
            throws ModelRejectedException {
        Preset preset = options.preset();
        Colour colour = colour(input, options);
        if (input.channels() != 0 && colour.channels() != input.channels()) {
            throw new ModelRejectedException(
                    Reason.INPUT_SHAPE,
                    "input '" + input.name() + "' has " + input.channels() + " channels, but " + colour
                            + " images have " + colour.channels() + "; choose another --colour or --preset");
        }
        if (preset == null && options.mean() == null && options.std() == null && options.scale() == null) {
            throw new ModelRejectedException(
                    Reason.OPTIONS,
                    "the file does not say how pixels are normalised; say it with --preset imagenet, tensorflow, cifar10 or"
                            + " mnist, or with --scale, --mean and --std");
        }
        return new Preprocessing(
                preset == null ? "" : preset.toString(),
                channels(options.mean(), preset == null ? null : preset.mean, 0, colour),
                channels(options.std(), preset == null ? null : preset.std, 1, colour),
                options.scale() != null ? options.scale() : preset != null ? preset.scale : 1,
                colour);
    }

    private static Colour colour(ForeignInput input, ImportOptions options) {
        if (options.colour() != null) {
            return options.colour();
        }
        if (options.preset() != null) {
            return options.preset().colour;
        }
        return input.channels() == 1 ? Colour.GREY : Colour.RGB;
    }

    /** The option, else the preset's values in the order of the colour's channels; one value stands for all channels. */
    private static List<Double> channels(
            @Nullable List<Double> option, @Nullable List<Double> preset, double otherwise, Colour colour) {
        List<Double> values = option != null ? option : preset != null ? preset : List.of(otherwise);
        if (values.size() == 1) {
            return Collections.nCopies(colour.channels(), values.get(0));
        }
        if (option == null && colour == Colour.BGR) {
            return List.of(values.get(2), values.get(1), values.get(0));
        }
        return values;
    }
}
