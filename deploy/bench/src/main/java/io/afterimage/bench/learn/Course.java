package io.afterimage.bench.learn;

import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.FineTuner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns from more and more labels, each time from the same parent, and is examined on the same photos. For one thread.
 *
 * @param photos all of them, in an order that the split gave
 * @param split says what a photo is for
 */
record Course(List<LabelledPhoto> photos, long split, FineTuner tuner, byte[] parent, int threads) {
    private static final int FIRST = 20;
    private static final int FIRST_OF_CLASS = 5;
    private static final int LEAST_MORE = 10;
    /** Of what is labelled, so many parts more each time. */
    private static final int PART = 4;

    /** The accuracy that all labels give, and how many they are. */
    Map<String, Object> whole() throws Exception {
        List<LabelledPhoto> pool = pool();
        return point(pool.size(), examined(learned(pool)));
    }

    /**
     * How accuracy grows with labels, until it is as good as wanted or all is labelled.
     *
     * @return {@code points}, and {@code needed} labels; left out where it was never good enough
     */
    Map<String, Object> until(double wanted, Chooser chooser) throws Exception {
        List<LabelledPhoto> open = new ArrayList<>(pool());
        List<LabelledPhoto> labelled = new ArrayList<>();
        List<Map<String, Object>> points = new ArrayList<>();
        label(open.subList(0, Math.min(open.size(), first())), open, labelled);
        byte[] model = learned(labelled);
        double accuracy = examined(model);
        points.add(point(labelled.size(), accuracy));
        while (accuracy < wanted && !open.isEmpty()) {
            int more = Math.min(open.size(), Math.max(LEAST_MORE, labelled.size() / PART));
            label(chooser.choose(model, open, more), open, labelled);
            model = learned(labelled);
            accuracy = examined(model);
            points.add(point(labelled.size(), accuracy));
        }
        Map<String, Object> course = new LinkedHashMap<>();
        if (accuracy >= wanted) {
            course.put("needed", labelled.size());
        }
        course.put("points", points);
        return course;
    }

    private static void label(
            Collection<LabelledPhoto> chosen, List<LabelledPhoto> open, List<LabelledPhoto> labelled) {
        List<LabelledPhoto> taken = List.copyOf(chosen);
        labelled.addAll(taken);
        open.removeAll(new HashSet<>(taken));
    }

    /** So many that no class is likely to be missing. */
    private int first() {
        long classes = photos.stream().map(LabelledPhoto::label).distinct().count();
        return Math.max(FIRST, FIRST_OF_CLASS * (int) classes);
    }

    /** All but those of the examination. */
    private List<LabelledPhoto> pool() {
        return photos.stream()
                .filter(photo -> photo.part(split) != LabelledPhoto.Part.TEST)
                .toList();
    }

    private byte[] learned(List<LabelledPhoto> labelled) throws Exception {
        return tuner.tune(snapshot(labelled), parent).file();
    }

    private double examined(byte[] model) throws Exception {
        List<LabelledPhoto> tested = photos.stream()
                .filter(photo -> photo.part(split) == LabelledPhoto.Part.TEST)
                .toList();
        return School.accuracy(School.examine(model, snapshot(tested), threads));
    }

    private Snapshot snapshot(List<LabelledPhoto> wanted) {
        List<SnapshotEntry> entries =
                wanted.stream().map(photo -> School.entry(photo, split)).toList();
        return Snapshot.of(entries);
    }

    private static Map<String, Object> point(int labels, double accuracy) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("labels", labels);
        point.put("accuracy", accuracy);
        return point;
    }
}
