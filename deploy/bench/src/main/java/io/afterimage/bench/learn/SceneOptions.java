package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the benches of a whole stack that learns have in common. */
final class SceneOptions {
    private static final String LABEL_MAP = "deploy/bench/imagenet-cats-dogs.json";

    @Option(
            names = "--label-map",
            paramLabel = "FILE",
            description = "What the model's labels mean in the photos' classes (default: " + LABEL_MAP + ").")
    private @Nullable Path labelMap;

    @Option(
            names = "--train",
            paramLabel = "P",
            defaultValue = "head",
            description = "How to train: head, finetune or auto (default: ${DEFAULT-VALUE}).")
    private String train = "head";

    @Option(names = "--port", paramLabel = "N", description = "First of four ports for the stack (default: free ones).")
    private int port;

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Mixin
    private ModelArguments model = new ModelArguments();

    long seed() {
        return photos.seed();
    }

    /** The preset of the runs. */
    String train() {
        return train;
    }

    List<LabelledPhoto> photos() {
        return photos.all();
    }

    /** What labels mean. */
    Answers answers() {
        try {
            return new Answers(
                    new ObjectMapper().readValue(map().toFile(), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new CommandException("--label-map: " + e.getMessage());
        }
    }

    /**
     * Starts a stack that trains by itself only if it is told to.
     *
     * @param data folder of the stack, of an earlier one or a new one
     * @param environment settings besides
     */
    Scene start(Path data, Map<String, String> environment) throws InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of(
                "AFTERIMAGE_TRIGGER_LABELS", "0",
                "AFTERIMAGE_TRIGGER_AGE", "0",
                "AFTERIMAGE_TRIGGER_PAUSE", "1s"));
        all.putAll(environment);
        List<String> up = new ArrayList<>(model.all());
        up.addAll(List.of("--label-map", map().toString()));
        return Scene.start(data, port == 0 ? RigOptions.freeRow() : port, up, all);
    }

    private Path map() {
        return labelMap == null
                ? Installation.current().home().resolve(LABEL_MAP)
                : labelMap.toAbsolutePath().normalize();
    }
}
