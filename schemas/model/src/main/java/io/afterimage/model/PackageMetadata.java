package io.afterimage.model;

import io.afterimage.model.Preprocessing.Colour;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a package says about itself beside its graph: the {@code metadata_props} of the file whose keys begin with
 * {@code afterimage.}, in the order of their keys.
 *
 * @param maxBatch images that one run takes: 1, or 0 for any number
 * @param lineage where the model comes from: {@code parent} (a version), {@code source} (SHA-256 of the imported file), {@code
 *     created-by}
 */
public record PackageMetadata(
        String name,
        List<String> labels,
        InputGeometry geometry,
        Preprocessing preprocessing,
        TensorNames tensors,
        int maxBatch,
        Probe probe,
        Map<String, String> lineage) {
    public static final String PREFIX = "afterimage.";
    private static final String FORMAT = "1";
    private static final String LINEAGE = "lineage.";
    private static final int MOST_LINEAGE = 32;

    public PackageMetadata {
        labels = List.copyOf(labels);
        lineage = Map.copyOf(lineage);
    }

    /** Keys without their prefix, and values. */
    public Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("format", FORMAT);
        map.put("name", name);
        map.put("labels", JsonStrings.write(labels));
        map.put("input.width", Integer.toString(geometry.width()));
        map.put("input.height", Integer.toString(geometry.height()));
        map.put("input.resize", Integer.toString(geometry.resize()));
        map.put("preprocessing.preset", preprocessing.preset());
        map.put("preprocessing.mean", numbers(preprocessing.mean()));
        map.put("preprocessing.std", numbers(preprocessing.std()));
        map.put("preprocessing.scale", Double.toString(preprocessing.scale()));
        map.put("preprocessing.colour", preprocessing.colour().name().toLowerCase(Locale.ROOT));
        map.put("tensor.normalized", tensors.normalized());
        map.put("tensor.logits", tensors.logits());
        map.put("tensor.embedding", tensors.embedding());
        map.put("tensor.head_weight", tensors.headWeight());
        map.put("tensor.head_bias", tensors.headBias());
        map.put("tensor.temperature", tensors.temperature());
        map.put("max_batch", Integer.toString(maxBatch));
        map.put("probe", scores(probe));
        lineage.forEach((key, value) -> map.put(LINEAGE + key, value));
        return map;
    }

    /**
     * @param map as {@link #toMap} gives it
     * @throws IllegalArgumentException if a value is missing or malformed; the message says which
     */
    static PackageMetadata of(Map<String, String> map) {
        String format = text(map, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format " + format + " is not " + FORMAT);
        }
        PackageMetadata metadata = new PackageMetadata(
                text(map, "name"),
                JsonStrings.read(text(map, "labels"), Labels.MOST),
                new InputGeometry(
                        integer(map, "input.width"), integer(map, "input.height"), integer(map, "input.resize")),
                preprocessing(map),
                tensors(map),
                integer(map, "max_batch"),
                probe(text(map, "probe")),
                lineage(map));
        metadata.check();
        return metadata;
    }

    private void check() {
        require(Labels.isText(name), "name must have 1 to " + Labels.LONGEST + " characters and none for control");
        require(maxBatch == 0 || maxBatch == 1, "max_batch must be 0 or 1");
        String preset = preprocessing.preset();
        require(preset.isEmpty() || Labels.isText(preset), "preprocessing.preset must be a short line of text");
        require(!tensors.normalized().isEmpty(), "tensor.normalized must not be empty");
        require(!tensors.logits().isEmpty(), "tensor.logits must not be empty");
        require(!tensors.temperature().isEmpty(), "tensor.temperature must not be empty");
        require(!probe.top().isEmpty(), "probe must not be empty");
        require(
                probe.top().stream().allMatch(score -> score.label() >= 0 && score.label() < labels.size()),
                "probe names a label that is not there");
        require(lineage.size() <= MOST_LINEAGE, "lineage must have at most " + MOST_LINEAGE + " entries");
        lineage.forEach((key, value) -> require(
                Labels.isText(key) && (value.isEmpty() || Labels.isText(value)),
                "lineage must be short lines of text"));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Preprocessing preprocessing(Map<String, String> map) {
        return new Preprocessing(
                text(map, "preprocessing.preset"),
                numbers(text(map, "preprocessing.mean")),
                numbers(text(map, "preprocessing.std")),
                Double.parseDouble(text(map, "preprocessing.scale")),
                Colour.valueOf(text(map, "preprocessing.colour").toUpperCase(Locale.ROOT)));
    }

    private static TensorNames tensors(Map<String, String> map) {
        return new TensorNames(
                text(map, "tensor.normalized"),
                text(map, "tensor.logits"),
                text(map, "tensor.embedding"),
                text(map, "tensor.head_weight"),
                text(map, "tensor.head_bias"),
                text(map, "tensor.temperature"));
    }

    private static Map<String, String> lineage(Map<String, String> map) {
        return map.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(LINEAGE))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(LINEAGE.length()), Map.Entry::getValue));
    }

    private static String text(Map<String, String> map, String key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + key + " is missing");
        }
        return value;
    }

    private static int integer(Map<String, String> map, String key) {
        try {
            return Integer.parseInt(text(map, key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + key + " is no number", e);
        }
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static List<Double> numbers(String numbers) {
        return Arrays.stream(numbers.split(" ", 4)).map(Double::valueOf).toList();
    }

    private static String scores(Probe probe) {
        return probe.top().stream()
                .map(score -> String.format(Locale.ROOT, "%d:%.5f", score.label(), score.probability()))
                .collect(Collectors.joining(" "));
    }

    private static Probe probe(String scores) {
        return new Probe(Arrays.stream(scores.split(" ", Probe.LARGEST + 1))
                .map(score -> {
                    int colon = score.indexOf(':');
                    require(colon > 0, "probe is no list of label:probability");
                    return new Probe.Score(
                            Integer.parseInt(score.substring(0, colon)),
                            Double.parseDouble(score.substring(colon + 1)));
                })
                .toList());
    }
}
