package io.afterimage.bench.learn;

import java.util.List;

/**
 * One training of the ladder.
 *
 * @param model file of the parent; empty where the network is trained from scratch
 * @param preset as {@code train} takes it
 * @param few examples of each class; 0 for all
 * @param split from 1
 */
record Rung(String model, String preset, int few, int split) {
    /** Presets that begin with a model. */
    private static final List<String> TRANSFER = List.of("head", "finetune");

    static boolean needsModel(String preset) {
        return TRANSFER.contains(preset);
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

    String examples() {
        return few == 0 ? "all" : Integer.toString(few);
    }

    /** @param conditions all else that the result depends on */
    String key(String conditions) {
        return String.join(" ", name(), preset, examples() + " a class", "split " + split, conditions);
    }
}
