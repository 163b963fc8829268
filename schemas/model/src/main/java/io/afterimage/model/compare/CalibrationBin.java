package io.afterimage.model.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers of which a model is about equally sure: well calibrated, it is right in them as often as it is sure.
 *
 * @param low least probability of the first class, 0 to 1
 * @param high the least that no longer belongs here; 1 belongs to the last bin
 * @param count answers, from 0
 * @param confidence mean probability of the first class; 0 without answers
 * @param accuracy share of right answers; 0 without answers
 */
public record CalibrationBin(double low, double high, int count, double confidence, double accuracy) {
    private static final int BINS = 15;

    /** All bins, equally wide, from the least to the most sure. */
    static List<CalibrationBin> of(List<Answer> answers) {
        List<List<Answer>> sorted = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            sorted.add(new ArrayList<>());
        }
        for (Answer answer : answers) {
            sorted.get(Math.max(0, Math.min(BINS - 1, (int) (answer.probability() * BINS))))
                    .add(answer);
        }
        List<CalibrationBin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(of((double) i / BINS, (i + 1.0) / BINS, sorted.get(i)));
        }
        return List.copyOf(bins);
    }

    /** Expected calibration error (Guo et al., 2017), 0 to 1. */
    static double error(List<CalibrationBin> bins) {
        double gaps = 0;
        int answers = 0;
        for (CalibrationBin bin : bins) {
            gaps += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
            answers += bin.count();
        }
        return answers == 0 ? 0 : gaps / answers;
    }

    private static CalibrationBin of(double low, double high, List<Answer> answers) {
        return new CalibrationBin(
                low,
                high,
                answers.size(),
                answers.stream().mapToDouble(Answer::probability).average().orElse(0),
                answers.stream()
                        .mapToInt(answer -> answer.right() ? 1 : 0)
                        .average()
                        .orElse(0));
    }
}
