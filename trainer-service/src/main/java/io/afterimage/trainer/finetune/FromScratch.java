package io.afterimage.trainer.finetune;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.architecture.Architecture;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.finetune.Preset.Choice;
import io.afterimage.trainer.finetune.Progress.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Trains a network that knows nothing yet, on pixels. */
final class FromScratch {
    private static final int SIDE = 64;

    private final Settings settings;
    private final Cache cache;
    private final Progress.Listener listener;
    private final Choice choice;
    private final Stopwatch time = new Stopwatch();

    FromScratch(Settings settings, Cache cache, Progress.Listener listener, Choice choice) {
        this.settings = settings;
        this.cache = cache;
        this.listener = listener;
        this.choice = choice;
    }

    Tuned run(Snapshot snapshot)
            throws TuneFailedException, IOException, InterruptedException, ModelRejectedException,
                    UntrainableModelException {
        int side = Objects.requireNonNullElse(settings.side(), SIDE);
        InputGeometry geometry = new InputGeometry(side, side, side);
        Recipe recipe = Recipe.of(choice.preset(), settings);
        List<SnapshotEntry> usable = Selection.usable(snapshot);
        boolean varied = recipe.copies() > 0;
        List<RecordFile> files =
                open(varied ? List.of(geometry, Augmenter.square(geometry)) : List.of(geometry), usable);
        try (RecordFile plain = files.get(0);
                RecordFile shown = files.get(files.size() - 1)) {
            Selection selection = Selection.of(snapshot, List.of(), prepare(plain, geometry, usable));
            TrainableModel model = network(side, selection.labels());
            if (varied) {
                prepare(shown, Augmenter.square(geometry), usable);
            }
            try (StoredPixels training =
                            new StoredPixels(shown, selection.training(), geometry, varied, settings.seed());
                    StoredPixels validation =
                            new StoredPixels(plain, selection.validation(), geometry, false, settings.seed())) {
                time.spent("features");
                return learn(model, recipe, selection, training, validation);
            }
        }
    }

    private List<RecordFile> open(List<InputGeometry> geometries, List<SnapshotEntry> entries)
            throws TuneFailedException, IOException {
        List<byte[]> keys = Preparation.keys(entries, 0);
        return cache.open(geometries.stream()
                .map(geometry -> new Cache.Records(PixelMaker.kind(geometry), geometry.bytes(), keys))
                .toList());
    }

    private Set<String> prepare(RecordFile file, InputGeometry geometry, List<SnapshotEntry> entries)
            throws IOException, InterruptedException {
        return new Preparation(file, () -> new PixelMaker(geometry), listener).run(entries, 0, settings.threads());
    }

    private TrainableModel network(int side, List<String> labels)
            throws ModelRejectedException, UntrainableModelException {
        Architecture architecture = choice.preset().architecture().orElseThrow();
        byte[] file = architecture.build(side, labels.size(), settings.seed()).toByteArray();
        ImportOptions options = new ImportOptions(
                choice.preset().label(), null, List.of(.5), List.of(.25), 1 / 255.0, Colour.RGB, null, null, null);
        return TrainableModel.read(ModelImporter.importModel(file, labels, options));
    }

    private Tuned learn(
            TrainableModel model, Recipe recipe, Selection selection, StoredPixels training, StoredPixels validation)
            throws TuneFailedException, IOException, UntrainableModelException, ModelRejectedException {
        Lesson lesson = new Lesson(
                Stage.NETWORK, recipe, selection.balance(), selection.balance().weights(), settings.seed(), listener);
        Lesson.Outcome outcome =
                lesson.run(model.logits(), Weights.withStatistics(model.learning()), training, validation);
        time.spent("training");
        return new Candidate(model, model.whole().with(outcome.weights()), "")
                .seal(selection, choice, outcome, List.of(outcome.curve(true)), time);
    }
}
