package io.afterimage.bench.learn;

import io.afterimage.model.compare.ModelScores;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Cache;
import io.afterimage.trainer.finetune.FineTuner;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.Tuned;
import io.afterimage.trainer.run.SettingsForm;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One training of the ladder, in a process of its own: prints what it came to. */
final class LadderMain {
    private static final long MOST_CACHED = 32L << 30;

    private LadderMain() {}

    /**
     * Trains it and prints the result.
     *
     * @param given as {@link Trial} gives them
     */
    public static void main(String[] given) throws Exception {
        List<String> arguments = List.of(given);
        int split = Integer.parseInt(arguments.get(7));
        List<LabelledPhoto> photos = LabelledPhoto.in(
                Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1)), Long.parseLong(arguments.get(8)));
        Snapshot snapshot = snapshot(photos, split, Integer.parseInt(arguments.get(6)));
        Settings settings = SettingsForm.read(arguments.get(5)).settings(Preset.AUTO, 1, InstantSource.system());
        long begun = System.nanoTime();
        Tuned tuned = new FineTuner(settings, new Cache(Path.of(arguments.get(9)), MOST_CACHED), any -> {})
                .tune(snapshot, School.parent(arguments.get(2), arguments.get(3), arguments.get(4)));
        double seconds = (System.nanoTime() - begun) / 1e9;
        TrainerChild.print(result(tuned, snapshot, settings.threads(), seconds));
        System.exit(0);
    }

    private static Map<String, Object> result(Tuned tuned, Snapshot snapshot, int threads, double seconds)
            throws Exception {
        ModelScores scores = School.examine(tuned.file(), snapshot, threads);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("accuracy", School.accuracy(scores));
        result.put("test", scores.scores().size());
        result.put("training", tuned.report().training());
        result.put("validation_accuracy", tuned.report().scores().accuracy());
        result.put("seconds", tuned.report().seconds());
        result.put("seconds_in_all", seconds);
        result.put("parameters", parameters(tuned.file()));
        result.put("curve", curve(tuned.report()));
        return result;
    }

    /** How many numbers its network could learn, whether or not they did. */
    private static long parameters(byte[] file) throws Exception {
        Graph graph = TrainableModel.read(file).learning();
        long parameters = 0;
        for (String weight : Weights.of(graph)) {
            parameters += graph.constant(weight).getDimsList().stream()
                    .mapToLong(Long::longValue)
                    .reduce(1, Math::multiplyExact);
        }
        return parameters;
    }

    /** The validation loss after each epoch, of one stage after the other. */
    private static List<Double> curve(Tuned.Report report) {
        return report.curves().stream()
                .flatMap(stage -> stage.epochs().stream())
                .map(Fit.Epoch::validationLoss)
                .toList();
    }

    /** @param few of each class outside of the test side; 0 for all */
    private static Snapshot snapshot(List<LabelledPhoto> photos, long split, int few) {
        Map<String, Integer> taken = new HashMap<>();
        List<SnapshotEntry> entries = new ArrayList<>();
        for (LabelledPhoto photo : LabelledPhoto.drawn(photos, split)) {
            boolean tested = photo.part(split) == LabelledPhoto.Part.TEST;
            if (tested || few == 0 || taken.merge(photo.label(), 1, Integer::sum) <= few) {
                entries.add(School.entry(photo, split));
            }
        }
        return Snapshot.of(entries);
    }
}
