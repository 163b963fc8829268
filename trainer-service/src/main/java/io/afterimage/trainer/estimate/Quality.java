package io.afterimage.trainer.estimate;

import io.afterimage.model.compare.CalibrationBin;
import io.afterimage.trainer.estimate.Truth.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How good the answers are on what is really seen, whichever version was live: over time and by source, and whether
 * models are as often right as they are sure. From random draws alone. Pure.
 *
 * @param windows in the order of time, those without draws left out
 * @param sources those with the most draws first
 * @param bins 10, from the least to the most sure, of what was answered
 */
public record Quality(List<Window> windows, List<OfSource> sources, List<CalibrationBin> bins) {
    private static final int MOST_WINDOWS = 24;
    private static final int MOST_SOURCES = 300;
    private static final int BINS = 10;
    private static final List<Duration> WIDTHS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1));

    /**
     * A part of the time.
     *
     * @param drawn images
     * @param accuracy empty where none of them was answered
     */
    public record Window(Instant from, Instant to, int drawn, Optional<LiveAccuracy> accuracy) {}

    /**
     * A source, over all that is remembered.
     *
     * @param drawn images
     * @param accuracy empty where none of them was answered
     */
    public record OfSource(String source, int drawn, Optional<LiveAccuracy> accuracy) {}

    static Quality of(Collection<DrawnLabel> draws, Truth truth) {
        return new Quality(windows(draws, truth), sources(draws, truth), bins(draws, truth));
    }

    private static List<Window> windows(Collection<DrawnLabel> draws, Truth truth) {
        Duration width = width(draws);
        Map<Long, List<DrawnLabel>> parts = new TreeMap<>();
        for (DrawnLabel draw : draws) {
            long part = Math.floorDiv(draw.at().getEpochSecond(), width.toSeconds());
            parts.computeIfAbsent(part, none -> new ArrayList<>()).add(draw);
        }
        return parts.entrySet().stream()
                .skip(Math.max(0, parts.size() - MOST_WINDOWS))
                .map(part -> window(part.getKey(), width, part.getValue(), truth))
                .toList();
    }

    private static Window window(long part, Duration width, List<DrawnLabel> draws, Truth truth) {
        Instant from = Instant.ofEpochSecond(part * width.toSeconds());
        return new Window(from, from.plus(width), draws.size(), LiveAccuracy.of("", draws, truth));
    }

    /** The narrowest windows of which there are not too many. */
    private static Duration width(Collection<DrawnLabel> draws) {
        Instant first = draws.stream()
                .map(DrawnLabel::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant last = draws.stream()
                .map(DrawnLabel::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Duration span = Duration.between(first, last);
        return WIDTHS.stream()
                .filter(width -> span.compareTo(width.multipliedBy(MOST_WINDOWS)) < 0)
                .findFirst()
                .orElse(WIDTHS.get(WIDTHS.size() - 1));
    }

    private static List<OfSource> sources(Collection<DrawnLabel> draws, Truth truth) {
        return draws.stream().collect(Collectors.groupingBy(DrawnLabel::source)).entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<DrawnLabel>> source) ->
                                source.getValue().size())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_SOURCES)
                .map(source -> new OfSource(
                        source.getKey(), source.getValue().size(), LiveAccuracy.of("", source.getValue(), truth)))
                .toList();
    }

    private static List<CalibrationBin> bins(Collection<DrawnLabel> draws, Truth truth) {
        Map<Integer, List<Checked>> checked = draws.stream()
                .flatMap(draw -> checked(draw, truth).stream())
                .collect(Collectors.groupingBy(Checked::bin, TreeMap::new, Collectors.toList()));
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(bin(bin, checked.getOrDefault(bin, List.of())));
        }
        return List.copyOf(bins);
    }

    private static CalibrationBin bin(int bin, List<Checked> checked) {
        return new CalibrationBin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                checked.size(),
                checked.stream().mapToDouble(Checked::probability).average().orElse(0),
                checked.stream().mapToInt(one -> one.right() ? 1 : 0).average().orElse(0));
    }

    /** A draw that was answered with a class. */
    private record Checked(double probability, boolean right) {
        int bin() {
            return Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
        }
    }

    private static Optional<Checked> checked(DrawnLabel draw, Truth truth) {
        Verdict verdict = truth.of(draw);
        return verdict == Verdict.RIGHT || verdict == Verdict.WRONG
                ? Optional.of(new Checked(draw.probability(), verdict == Verdict.RIGHT))
                : Optional.empty();
    }
}
