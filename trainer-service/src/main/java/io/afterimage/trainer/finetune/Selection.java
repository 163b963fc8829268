package io.afterimage.trainer.finetune;

import io.afterimage.events.v1.Side;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a snapshot is trained with, and which classes the model will have. Pure; takes no example of the test side.
 *
 * @param labels of the candidate: those of the parent in their order, then the new ones, sorted; the data's alone where the parent
 *     has none of them
 * @param learned classes with examples, in the order of the labels
 * @param training examples
 * @param validation examples; at least one
 * @param leftOut what was not taken
 */
record Selection(
        List<String> labels, List<String> learned, List<Example> training, List<Example> validation, LeftOut leftOut) {
    /** Examples that a class needs outside of the test side. */
    static final int LEAST = 3;

    Selection {
        labels = List.copyOf(labels);
        learned = List.copyOf(learned);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Chooses.
     *
     * @param parentLabels empty where there is no parent
     * @param undecodable hashes of images that cannot be decoded
     * @throws TuneFailedException if fewer than two classes remain
     */
    static Selection of(Snapshot snapshot, List<String> parentLabels, Set<String> undecodable)
            throws TuneFailedException {
        Set<String> contradicting = contradicting(snapshot);
        Map<String, List<SnapshotEntry>> byClass = new TreeMap<>();
        int broken = 0;
        int contradictions = 0;
        for (SnapshotEntry entry : usable(snapshot)) {
            if (undecodable.contains(entry.sha256())) {
                broken++;
            } else if (contradicting.contains(entry.sha256())) {
                contradictions++;
            } else {
                byClass.computeIfAbsent(entry.label(), label -> new ArrayList<>())
                        .add(entry);
            }
        }
        requireExamples(byClass, broken);
        List<String> rare = byClass.entrySet().stream()
                .filter(one -> one.getValue().size() < LEAST)
                .map(Map.Entry::getKey)
                .toList();
        requireTwoClasses(byClass, rare);
        rare.forEach(byClass::remove);
        return chosen(byClass, parentLabels, new LeftOut(broken, contradictions, rare));
    }

    /** All that is not kept for the test. */
    static List<SnapshotEntry> usable(Snapshot snapshot) {
        return snapshot.entries().stream()
                .filter(entry -> entry.side() == Side.TRAIN || entry.side() == Side.VALIDATION)
                .toList();
    }

    /** Those to train with, then those held out. */
    List<Example> all() {
        return Stream.concat(training.stream(), validation.stream()).toList();
    }

    Balance balance() {
        int[] counts = new int[learned.size()];
        training.forEach(example -> counts[example.column()]++);
        return Balance.of(counts);
    }

    private static Set<String> contradicting(Snapshot snapshot) {
        Map<String, String> labels = new HashMap<>();
        Set<String> contradicting = new HashSet<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            String other = labels.putIfAbsent(entry.sha256(), entry.label());
            if (other != null && !other.equals(entry.label())) {
                contradicting.add(entry.sha256());
            }
        }
        return contradicting;
    }

    private static void requireExamples(Map<String, ?> byClass, int broken) throws TuneFailedException {
        if (byClass.isEmpty() && broken > 0) {
            throw new TuneFailedException(
                    Reason.NOTHING_DECODES,
                    "not one of " + broken + " images can be decoded; see whether the data set's files are whole");
        }
        if (byClass.isEmpty()) {
            throw new TuneFailedException(
                    Reason.TOO_FEW_EXAMPLES, "there is no example to learn from; label images of two classes or more");
        }
    }

    private static void requireTwoClasses(Map<String, ? extends Collection<?>> byClass, List<String> rare)
            throws TuneFailedException {
        if (byClass.size() == 1) {
            throw new TuneFailedException(
                    Reason.ONE_CLASS,
                    "all examples are of the class '"
                            + byClass.keySet().iterator().next() + "'; label images of another class as well");
        }
        if (byClass.size() - rare.size() < 2) {
            throw new TuneFailedException(
                    Reason.TOO_FEW_EXAMPLES,
                    "a model needs two classes with " + LEAST
                            + " examples each outside of the test side; label more of "
                            + String.join(", ", rare.subList(0, Math.min(5, rare.size()))));
        }
    }

    private static Selection chosen(
            Map<String, List<SnapshotEntry>> byClass, List<String> parentLabels, LeftOut leftOut)
            throws TuneFailedException {
        List<String> labels = new ArrayList<>();
        if (parentLabels.stream().anyMatch(byClass::containsKey)) {
            labels.addAll(parentLabels);
        }
        byClass.keySet().stream().filter(label -> !labels.contains(label)).forEach(labels::add);
        List<String> learned = labels.stream().filter(byClass::containsKey).toList();
        List<Example> training = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        for (int column = 0; column < learned.size(); column++) {
            HeldOut held = HeldOut.of(byClass.getOrDefault(learned.get(column), List.of()));
            for (SnapshotEntry entry : held.training()) {
                training.add(new Example(entry, column));
            }
            for (SnapshotEntry entry : held.validation()) {
                validation.add(new Example(entry, column));
            }
        }
        if (validation.isEmpty()) {
            throw new TuneFailedException(
                    Reason.TOO_FEW_EXAMPLES,
                    "the images of each class are so alike that none can be held out; label other images");
        }
        return new Selection(labels, learned, training, validation, leftOut);
    }
}
