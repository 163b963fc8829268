package io.afterimage.model.onnx;

import io.afterimage.model.Preprocessing.Colour;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a model that its file does not. Each is optional; what is given goes before the preset, and the
 * preset before what is inferred.
 *
 * @param name for people; {@code model} by default
 * @param preset where to start from
 * @param mean subtracted after scaling, one value for all channels or one each, in the model's order of channels
 * @param std divided by after that, likewise
 * @param scale what a pixel of 0 to 255 is multiplied by first
 * @param colour the model's channels
 * @param size of the input; needed where the model leaves it open
 * @param resize length of the short side before the cut in pixels
 * @param output which of a model's outputs holds the scores; needed where several could
 */
@SuppressWarnings("serial") // lists of List.of and the like are serialisable
public record ImportOptions(
        @Nullable String name,
        @Nullable Preset preset,
        @Nullable List<Double> mean,
        @Nullable List<Double> std,
        @Nullable Double scale,
        @Nullable Colour colour,
        @Nullable InputSize size,
        @Nullable Integer resize,
        @Nullable String output)
        implements Serializable {

    /** A preset as it is. */
    public static ImportOptions of(Preset preset) {
        return new ImportOptions(null, preset, null, null, null, null, null, null, null);
    }

    /** The same options with a name for people. */
    public ImportOptions named(String newName) {
        return new ImportOptions(newName, preset, mean, std, scale, colour, size, resize, output);
    }
}
