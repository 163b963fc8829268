package io.afterimage.trainer.ops;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.gate.GateSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the gate was set to, as the gate takes it. */
final class GateOptions {
    private static final JsonMapper JSON = new JsonMapper();

    private GateOptions() {}

    static GateSettings settings(TrainerConfig.Gate gate) {
        return new GateSettings(
                gate.margin(),
                gate.classLoss(),
                gate.classExamples(),
                gate.newClassExamples(),
                gate.newClassRecall(),
                gate.mostContradicted(),
                gate.promotion() == TrainerConfig.Promotion.MANUAL);
    }

    /** @throws UncheckedIOException if the file is no JSON object of label and class */
    static LabelMap labelMap(TrainerConfig.Gate gate) {
        Optional<Path> file = gate.labelMap();
        if (file.isEmpty()) {
            return LabelMap.NONE;
        }
        try {
            Map<String, String> classes = JSON.readValue(file.get().toFile(), new TypeReference<>() {});
            if (classes.containsValue(null)) {
                throw new IOException("a label has no class");
            }
            return new LabelMap(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "afterimage.gate.label-map: " + file.get() + " is no JSON object such as {\"tabby\": \"cat\"}", e);
        }
    }
}
