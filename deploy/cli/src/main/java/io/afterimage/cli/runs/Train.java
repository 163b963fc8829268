package io.afterimage.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Output;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a run. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a candidate from the examples, and promotes it if the gate finds it better.",
            "Without --wait it returns once the run has begun, and refuses while another is in progress; 'afterimage runs'"
                    + " follows it. With --wait it begins after the one in progress.",
            "With --wait the exit code is 0 if there is a candidate, whatever the gate said, and 1 if there is none."
        })
public final class Train implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "softmax, mlp, cnn, resnet18 (from scratch), head, finetune (from the live model), or auto"
                    + " (the default).")
    private @Nullable String preset;

    @Option(names = "--wait", description = "Wait until the run has ended, and show how it goes.")
    private boolean wait;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed and data give the same model.")
    private @Nullable Long seed;

    @Option(names = "--epochs", paramLabel = "N", description = "Most times that all examples are seen.")
    private @Nullable Integer epochs;

    @Option(names = "--rate", paramLabel = "R", description = "Highest learning rate; 0 searches for one.")
    private @Nullable Double rate;

    @Option(names = "--blocks", paramLabel = "N", description = "Last blocks that learn with finetune, 1 to 3.")
    private @Nullable Integer blocks;

    @Option(
            names = "--augment",
            negatable = true,
            fallbackValue = "true",
            description = "Vary images, or not (default: all do but softmax).")
    private @Nullable Boolean augment;

    @Option(names = "--copies", paramLabel = "N", description = "Varied copies of each image before a frozen part.")
    private @Nullable Integer copies;

    @Option(names = "--mixup", paramLabel = "A", description = "Mix images two by two, with this strength.")
    private @Nullable Double mixup;

    @Option(names = "--dropout", paramLabel = "P", description = "Share of what enters the head that is dropped.")
    private @Nullable Double dropout;

    @Option(names = "--label-smoothing", paramLabel = "P", description = "Share of a label spread over all classes.")
    private @Nullable Double labelSmoothing;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Size of images where a network is trained from scratch.")
    private @Nullable Integer side;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share the work.")
    private @Nullable Integer threads;

    @Mixin
    private Output output = new Output();

    @Mixin
    private TrainerAddress trainer = new TrainerAddress();

    @Override
    public Integer call() {
        TrainerClient client = trainer.client();
        if (wait) {
            waitForOther(client);
        }
        JsonNode run = client.post("/v1/runs", settings());
        if (!wait) {
            output.result(RunLines.listed(run), RunLines.text(run));
            return 0;
        }
        JsonNode ended = followed(client, run);
        output.result(RunLines.result(ended), RunLines.text(ended));
        return ended.path("verdict").asText().equals("failed") ? 1 : 0;
    }

    private Map<String, Object> settings() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "preset", preset);
        put(given, "seed", seed);
        put(given, "threads", threads);
        put(given, "epochs", epochs);
        put(given, "rate", rate);
        put(given, "blocks", blocks);
        put(given, "augment", augment);
        put(given, "copies", copies);
        put(given, "mixup", mixup);
        put(given, "dropout", dropout);
        put(given, "label_smoothing", labelSmoothing);
        put(given, "side", side);
        return given;
    }

    private static void put(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    /** New labels start runs too, and what was asked for here is to be trained on all of them. */
    private void waitForOther(TrainerClient client) {
        for (JsonNode run : client.get("/v1/runs").path("runs")) {
            if (!run.path("verdict").isTextual()) {
                output.note("Run " + run.path("run").asText() + " is in progress; this one begins after it");
                output.note(RunLines.text(followed(client, run)));
            }
        }
    }

    private JsonNode followed(TrainerClient client, JsonNode begun) {
        String path = "/v1/runs/" + begun.path("run").asText();
        String said = "";
        long heard = System.nanoTime();
        while (true) {
            Optional<JsonNode> answer = client.ask(path);
            if (answer.isEmpty()) {
                requirePatience(heard);
                pause();
                continue;
            }
            heard = System.nanoTime();
            JsonNode run = answer.get();
            if (run.path("verdict").isTextual()) {
                return run;
            }
            String progress = RunLines.progress(run);
            if (!progress.equals(said)) {
                output.note(progress);
                said = progress;
            }
            pause();
        }
    }

    /** A service that starts again goes on with its runs, or marks them as lost: worth a minute. */
    private static void requirePatience(long heard) {
        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
            throw new CommandException("The trainer has not answered for " + PATIENCE.toSeconds()
                    + " s; 'afterimage status' says why, 'afterimage runs list' what became of the run.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted; the run goes on. 'afterimage runs list' tells of it.");
        }
    }
}
