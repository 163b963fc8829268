package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Tally TRUTH = new Tally(200, 150);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatTheTrainerThinksIsToldBesideTheTruth() {
        Estimate estimate =
                Estimate.of("0123456789abcdef", answer(.7, .64, .76), TRUTH).orElseThrow();

        assertThat(estimate.text())
                .isEqualTo(
                        "Estimated from 50 answers to random draws, version 0123456789ab was right in 70.0%, with 95%"
                                + " certainty in 64.0 to 76.0%; in truth in 75.0%");
        assertThat(estimate.covers()).isTrue();
    }

    @Test
    void aTruthOutsideTheIntervalIsNotCovered() {
        assertThat(Estimate.of("a", answer(.6, .5, .7), TRUTH))
                .map(Estimate::covers)
                .contains(false);
        assertThat(Estimate.of("a", answer(.9, .8, 1), TRUTH))
                .map(Estimate::covers)
                .contains(false);
    }

    @Test
    void withoutAnAnswerToADrawThereIsNone() {
        JsonNode unknown = JSON.valueToTree(new HashMap<>(Map.of("answered", 0)));

        assertThat(Estimate.of("a", unknown, TRUTH)).isEmpty();
        assertThat(Estimate.of("a", answer(.7, .6, .8), Tally.NONE)).isEmpty();
    }

    private static JsonNode answer(double accuracy, double low, double high) {
        return JSON.valueToTree(Map.of("answered", 50, "accuracy", accuracy, "low", low, "high", high));
    }
}
