package io.afterimage.bench.learn;

import io.afterimage.events.v1.Side;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Scorer;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Settings settings =
                SettingsForm.read(arguments.get(5)).settings(Preset.AUTO, 1, InstantSource.system());
        long begun = System.nanoTime();
        Tuned tuned = new FineTuner(settings, new Cache(Path.of(arguments.get(9)), MOST_CACHED), any -> {})
                .tune(snapshot, parent(arguments.get(2), arguments.get(3), arguments.get(4)));
        double seconds = (System.nanoTime() - begun) / 1e9;
        TrainerChild.print(result(tuned, snapshot, settings.threads(), seconds));
        System.exit(0);
    }

    private static Map<String, Object> result(Tuned tuned, Snapshot snapshot, int threads, double seconds)
            throws Exception {
        ModelScores scores = scores(tuned.file(), snapshot, threads);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("accuracy", accuracy(scores));
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
                entries.add(entry(photo, split));
            }
        }
        return Snapshot.of(entries);
    }

    private static SnapshotEntry entry(LabelledPhoto photo, long split) {
        Side side =
                switch (photo.part(split)) {
                    case TEST -> Side.TEST;
                    case VALIDATION -> Side.VALIDATION;
                    case TRAIN -> Side.TRAIN;
                };
        return new SnapshotEntry(
                photo.sha256(), photo.file(), photo.label(), "bench", photo.group(), side, Instant.EPOCH);
    }

    private static byte @Nullable [] parent(String model, String labels, String preset) throws Exception {
        if (model.isEmpty()) {
            return null;
        }
        byte[] file = Files.readAllBytes(Path.of(model));
        return labels.isEmpty()
                ? file
                : ModelImporter.importModel(
                        file,
                        Files.readAllLines(Path.of(labels)),
                        ImportOptions.of(io.afterimage.model.onnx.Preset.valueOf(preset.toUpperCase(Locale.ROOT))));
    }

    private static ModelScores scores(byte[] file, Snapshot snapshot, int threads) throws Exception {
        try (Scorer scorer = Scorer.open(file, threads, ImageLimits.DEFAULTS)) {
            for (SnapshotEntry entry : snapshot.entries()) {
                if (entry.side() == Side.TEST) {
                    scorer.score(entry.sha256(), entry.group(), entry.label(), Files.readAllBytes(entry.image()));
                }
            }
            return scorer.scores();
        }
    }

    private static double accuracy(ModelScores scores) {
        return scores.scores().stream()
                .mapToDouble(score -> scores.labels().get(best(score)).equals(score.trueClass()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static int best(TestScore score) {
        int best = 0;
        for (int i = 1; i < score.probabilities().length; i++) {
            best = score.probabilities()[i] > score.probabilities()[best] ? i : best;
        }
        return best;
    }
}
