package io.afterimage.trainer.finetune;

import java.util.List;
import java.util.Map;

/**
 * What a training came to.
 *
 * @param file the candidate, a package that has been read back, loaded and run
 * @param report how it came to be
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Tuned(byte[] file, Report report) {
    /**
     * How a candidate came to be.
     *
     * @param preset that was used, never {@link Preset#AUTO}
     * @param why it was that one, and what of it there was no room for
     * @param labels of the candidate
     * @param training examples of each class that it learned from
     * @param validation examples of each class that chose the epoch and the temperature
     * @param leftOut what was not used
     * @param curves of each stage
     * @param scores on the validation examples
     * @param temperature that its probabilities are calibrated with
     * @param seconds by what they were spent on
     */
    public record Report(
            Preset preset,
            String why,
            List<String> labels,
            Map<String, Integer> training,
            Map<String, Integer> validation,
            LeftOut leftOut,
            List<Curve> curves,
            Scores scores,
            double temperature,
            Map<String, Double> seconds) {
        public Report {
            labels = List.copyOf(labels);
            training = Map.copyOf(training);
            validation = Map.copyOf(validation);
            curves = List.copyOf(curves);
            seconds = Map.copyOf(seconds);
        }
    }
}
