package io.afterimage.cli.models;

import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.InputSize;
import io.afterimage.model.onnx.Preset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a foreign ONNX file does not: how its input is prepared. */
public final class ImportSettings {
    @Option(
            names = "--preset",
            paramLabel = "P",
            description =
                    "Preprocessing to start from: ${COMPLETION-CANDIDATES}. What is given besides goes before it.")
    private @Nullable Preset preset;

    @Option(names = "--name", paramLabel = "N", description = "Name for people (default: the file's).")
    private @Nullable String name;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Subtracted after scaling: one number, or one for each of the model's channels.")
    private @Nullable List<Double> mean;

    @Option(names = "--std", split = ",", paramLabel = "S", description = "Divided by after that, likewise.")
    private @Nullable List<Double> std;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "What a pixel of 0 to 255 is multiplied by first, such as 0.00392157.")
    private @Nullable Double scale;

    @Option(
            names = "--size",
            paramLabel = "S",
            converter = SizeConverter.class,
            description = "Size of the input in pixels, where the model leaves it open: its side, or WIDTHxHEIGHT.")
    private @Nullable InputSize size;

    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "Length of an image's short side in pixels before the centre is cut out.")
    private @Nullable Integer resize;

    @Option(names = "--colour", paramLabel = "C", description = "The model's channels: ${COMPLETION-CANDIDATES}.")
    private @Nullable Colour colour;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "The model's output that holds the scores, where several could.")
    private @Nullable String output;

    /** Takes this name, whatever was given: another name is another version of the same model. */
    public void rename(String other) {
        name = other;
    }

    /** As the importer takes them. */
    ImportOptions options(String fileName) {
        return new ImportOptions(
                name == null ? fileName : name, preset, mean, std, scale, colour, size, resize, output);
    }
}
