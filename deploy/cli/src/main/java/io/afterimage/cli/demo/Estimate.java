package io.afterimage.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.model.log.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the trainer estimates of a version from the answers to random draws alone, beside the truth that only a simulation knows.
 *
 * @param answered draws
 * @param accuracy estimate, 0 to 1
 * @param low of the 95% interval
 * @param high of the 95% interval
 * @param truth of all that the version labelled
 */
record Estimate(String version, int answered, double accuracy, double low, double high, Tally truth) {
    /**
     * Reads a trainer's answer.
     *
     * @return empty where it knows of no answer to a draw
     */
    static Optional<Estimate> of(String version, JsonNode answer, Tally truth) {
        if (!answer.path("accuracy").isNumber() || truth.labels() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Estimate(
                version,
                answer.path("answered").asInt(),
                answer.path("accuracy").asDouble(),
                answer.path("low").asDouble(),
                answer.path("high").asDouble(),
                truth));
    }

    /** Whether the truth lies within the interval: in 95 of 100 demos. */
    boolean covers() {
        return low <= truth.accuracy() && truth.accuracy() <= high;
    }

    /** For people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "Estimated from %d answers to random draws, version %s was right in %.1f%%, with 95%% certainty in %.1f to"
                        + " %.1f%%; in truth in %.1f%%",
                answered,
                ModelVersion.shorten(version),
                100 * accuracy,
                100 * low,
                100 * high,
                100 * truth.accuracy());
    }

    /** As keys and values, in order. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", ModelVersion.shorten(version));
        fields.put("answered", answered);
        fields.put("estimate", rounded(accuracy));
        fields.put("low", rounded(low));
        fields.put("high", rounded(high));
        fields.put("truth", rounded(truth.accuracy()));
        fields.put("covers", covers());
        return fields;
    }

    private static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }
}
