package io.afterimage.bench.learn;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One training of the ladder.
 *
 * @param model file of the parent; empty where the network is trained from scratch
 * @param preset as {@code train} takes it, or that and {@value #VARIED}
 * @param few examples of each class; 0 for all
 * @param split from 1
 */
record Rung(String model, String preset, int few, int split) {
    /** What a network from scratch does without unless it is asked for here. */
    private static final String VARIED = "+augmentation";

    private static final List<String> FROM_SCRATCH = List.of("softmax", "mlp", "cnn", "resnet18");
    /** Presets that begin with a model. */
    private static final List<String> TRANSFER = List.of("head", "finetune");

    static boolean isKnown(String preset) {
        return needsModel(preset) || FROM_SCRATCH.contains(plain(preset));
    }

    static boolean needsModel(String preset) {
        return TRANSFER.contains(plain(preset));
    }

    private static String plain(String preset) {
        return preset.endsWith(VARIED) ? preset.substring(0, preset.length() - VARIED.length()) : preset;
    }

    /** What the trainer is asked for, as its form has it. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("preset", plain(preset));
        if (preset.endsWith(VARIED) || !needsModel(preset)) {
            settings.put("augment", preset.endsWith(VARIED));
        }
        return settings;
    }

    /** Which rungs are the same training on other splits. */
    Rung family() {
        return new Rung(model, preset, few, 0);
    }

    /** The model's name without its folder. */
    String name() {
        String file = model.substring(model.lastIndexOf('/') + 1);
        return file.isEmpty() ? "from scratch" : file.replaceFirst("\\.onnx$", "");
    }

    /** The preset, with the examples of each class where they are few. */
    String title() {
        return few == 0 ? preset : preset + "-" + few;
    }

    String examples() {
        return few == 0 ? "all" : Integer.toString(few);
    }

    /** @param conditions all else that the result depends on */
    String key(String conditions) {
        String own = model.isEmpty() ? name() : Results.named(Path.of(model));
        return String.join(" ", own, preset, examples() + " a class", "on split " + split, conditions);
    }
}
