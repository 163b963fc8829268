package io.afterimage.cli.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints how good a version is on what it really sees. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates how often a version is right on what it really sees, from images drawn at random",
            "alone, and from answers of people who had not seen its prediction: those given in the console's review.",
            "Says as well which people and sources contradict most of the others."
        })
public final class Accuracy implements Callable<Integer> {
    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            defaultValue = "live",
            description = "Its number, the beginning of its hash, or 'live' (the default).")
    private String version = "live";

    @Mixin
    private Output output = new Output();

    @Mixin
    private TrainerAddress trainer = new TrainerAddress();

    @Override
    public Integer call() {
        JsonNode answer =
                trainer.client().get("/v1/accuracy?version=" + URLEncoder.encode(version, StandardCharsets.UTF_8));
        Map<String, Object> fields = new ObjectMapper().convertValue(answer, new TypeReference<>() {});
        output.result(fields, text(answer));
        return 0;
    }

    /** The same for people. */
    static String text(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        lines.add(answer.path("accuracy").isNumber() ? estimate(answer) : unknown(answer));
        leftOut(answer, "not_blind", "drawn images were answered by people who may have seen the prediction: left out")
                .ifPresent(lines::add);
        leftOut(answer, "forgotten", "older draws and answers are no longer remembered")
                .ifPresent(lines::add);
        for (JsonNode one : answer.path("contradictions")) {
            lines.add(Printable.clean(String.format(
                    Locale.ROOT,
                    "%s '%s' contradicts most of the others in %d of %d answers",
                    one.path("kind").asText(),
                    one.path("name").asText(),
                    one.path("contradicting").asInt(),
                    one.path("compared").asInt())));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String estimate(JsonNode answer) {
        return String.format(
                Locale.ROOT,
                "version %d: %.1f%% right, with 95%% certainty %.1f to %.1f%%: %d of %d drawn images answered, in %d"
                        + " groups. Whatever the others are, %.1f to %.1f%%",
                answer.path("version").asInt(),
                percent(answer, "accuracy"),
                percent(answer, "low"),
                percent(answer, "high"),
                answer.path("answered").asInt(),
                answer.path("drawn").asInt(),
                answer.path("groups").asInt(),
                percent(answer, "least"),
                percent(answer, "most"));
    }

    private static String unknown(JsonNode answer) {
        return String.format(
                Locale.ROOT,
                "version %d: not known. Of %d images drawn at random none is answered by somebody who had not seen the"
                        + " prediction: the console's review asks so",
                answer.path("version").asInt(),
                answer.path("drawn").asInt());
    }

    private static Optional<String> leftOut(JsonNode answer, String key, String words) {
        long count = answer.path(key).asLong();
        return count == 0 ? Optional.empty() : Optional.of(count + " " + words);
    }

    private static double percent(JsonNode answer, String key) {
        return 100 * answer.path(key).asDouble();
    }
}
