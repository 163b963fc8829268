package io.afterimage.trainer.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.model.compare.Comparison;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a gate decided and on what grounds; kept in the store beside the model.
 *
 * @param verdict one of {@link Verdict} in lower case
 * @param reason one line for people
 * @param remarks what a person should know besides, a line each
 * @param generation of the test set, from 1
 * @param use of that generation, from 1, or 0 where the gate could prove nothing whatever the candidate said: that is no
 *     use
 * @param alpha one-sided level of this use
 * @param settings what was demanded
 * @param table the two models side by side
 */
public record GateReport(
        String verdict,
        String reason,
        List<String> remarks,
        int generation,
        int use,
        double alpha,
        GateSettings settings,
        Comparison table) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** The verdict. */
    public Verdict decided() {
        return Verdict.valueOf(verdict.toUpperCase(Locale.ROOT));
    }

    /** As JSON, with keys in snake case. */
    public byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report is numbers, text and lists of them", e);
        }
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it is not what {@link #json} wrote
     */
    public static GateReport read(byte[] json) throws IOException {
        return JSON.readValue(json, GateReport.class);
    }
}
