package io.afterimage.cli.stack;

import io.afterimage.events.Times;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.log.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the classifiers that live say about themselves. Pure.
 *
 * @param alive their latest reports, by instance
 */
record Classifiers(List<ClassifierReport> alive) {
    /** A report is repeated every few seconds; an older one is of an instance that is gone. */
    private static final Duration LARGEST_AGE = Duration.ofSeconds(30);

    static Classifiers of(Collection<ClassifierReport> latest, Instant now) {
        Instant oldest = now.minus(LARGEST_AGE);
        return new Classifiers(latest.stream()
                .filter(report -> !Times.instant(report.getAt()).isBefore(oldest))
                .sorted(Comparator.comparing(ClassifierReport::getInstance))
                .toList());
    }

    boolean ready() {
        return !alive.isEmpty() && alive.stream().allMatch(ClassifierReport::getReady);
    }

    /** Why images are not classified; empty where they are. */
    String notReady() {
        if (alive.isEmpty()) {
            return "no classifier has reported within " + LARGEST_AGE.toSeconds() + " s";
        }
        return alive.stream()
                .filter(report -> !report.getReady())
                .map(report -> report.getReason().isEmpty() ? "a classifier is not ready" : report.getReason())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** What should be known although images are classified; empty where there is nothing. */
    String remarks() {
        return Stream.concat(refused().stream(), mixed().stream()).collect(Collectors.joining("; "));
    }

    /** A live version that could not be loaded. */
    private Optional<String> refused() {
        return alive.stream()
                .filter(report -> !report.getRefusedModel().isEmpty())
                .map(report -> "version " + ModelVersion.shorten(report.getRefusedModel())
                        + " is live but was refused: " + report.getRefusal())
                .findFirst();
    }

    /** Which versions are in use, where it is more than one. */
    private Optional<String> mixed() {
        Map<String, Long> instances = alive.stream()
                .collect(Collectors.groupingBy(ClassifierReport::getModel, TreeMap::new, Collectors.counting()));
        if (instances.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(instances.entrySet().stream()
                .map(use -> (use.getKey().isEmpty() ? "none" : ModelVersion.shorten(use.getKey())) + " in "
                        + use.getValue())
                .collect(Collectors.joining(", ", "mixed: ", "")));
    }

    /** Where their models run, each said once. */
    List<String> devices() {
        return alive.stream()
                .map(ClassifierReport::getDevice)
                .filter(device -> !device.isEmpty())
                .distinct()
                .toList();
    }

    List<StackStatus.Part> parts() {
        return alive.stream()
                .map(report -> new StackStatus.Part("classifier", report.getPid(), report.getUrl(), report.getReady()))
                .toList();
    }
}
