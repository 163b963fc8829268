package io.afterimage.trainer.finetune;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.AgreementCheck;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Head;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Libtorch;
import io.afterimage.trainer.finetune.Preset.Choice;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lets a parent learn: first its head, then, if asked for, its last blocks at a low rate. */
final class Transfer {
    private static final int COMPARED = 4;
    /** Threads that share the work on smaller examples wait for each other longer than they work. */
    private static final int LEAST_SHARED = 64 << 10;

    private final Settings settings;
    private final Cache cache;
    private final Progress.Listener listener;
    private final Choice choice;
    private final TrainableModel parent;
    private final Stopwatch time = new Stopwatch();

    Transfer(Settings settings, Cache cache, Progress.Listener listener, Choice choice, byte[] parent)
            throws TuneFailedException, UntrainableModelException {
        this.settings = settings;
        this.cache = cache;
        this.listener = listener;
        this.choice = choice;
        try {
            this.parent = TrainableModel.read(parent);
        } catch (ModelRejectedException e) {
            throw new TuneFailedException(
                    Reason.PARENT_UNTRAINABLE, "the model to begin with is no package: " + e.getMessage(), e);
        }
    }

    Tuned run(Snapshot snapshot)
            throws UntrainableModelException, ModelRejectedException, TuneFailedException, IOException,
                    InterruptedException {
        CutPoint cut = cut(0).orElseThrow(() -> new UntrainableModelException(
                UntrainableModelException.Reason.HEAD_UNKNOWN,
                "it has no last layer of a known form (Gemm, MatMul, Conv 1x1); it can only serve"));
        Recipe recipe = Recipe.of(choice.preset(), settings);
        Selection selection;
        Graph whole;
        Lesson.Outcome head;
        try (FrozenFeatures features = features(cut, snapshot, recipe.copies())) {
            selection = features.select(snapshot, parent.description().labels());
            AgreementCheck.require(parent, someImages(selection));
            whole = Head.of(
                    parent.whole(),
                    parent.description().tensors(),
                    parent.description().labels(),
                    selection.labels(),
                    settings.seed());
            head = learn(Stage.HEAD, recipe, whole, cut, features, selection);
        }
        whole = whole.with(head.weights());
        List<Curve> curves = new ArrayList<>(List.of(head.curve(true)));
        Lesson.Outcome best = head;
        Optional<CutPoint> deeper = cut(Objects.requireNonNullElse(settings.blocks(), Recipe.BLOCKS))
                .filter(found -> choice.preset() == Preset.FINETUNE && found.blocks() > 0);
        if (deeper.isPresent()) {
            Lesson.Outcome blocks = blocks(deeper.get(), snapshot, selection, whole);
            int[] classes =
                    selection.validation().stream().mapToInt(Example::column).toArray();
            boolean better =
                    blocks.result().validationLoss(classes) < head.result().validationLoss(classes);
            best = better ? blocks : head;
            curves.add(blocks.curve(better));
        }
        Graph learned = whole.with(best.weights());
        return new Candidate(parent, learned, parent.description().version())
                .seal(selection, choice, best, curves, time);
    }

    private Lesson.Outcome blocks(CutPoint cut, Snapshot snapshot, Selection selection, Graph whole)
            throws UntrainableModelException, TuneFailedException, IOException, InterruptedException {
        Recipe recipe = Recipe.ofBlocks(settings);
        try (FrozenFeatures features = features(cut, snapshot, recipe.copies())) {
            return learn(Stage.BLOCKS, recipe, whole, cut, features, selection);
        }
    }

    /** Before the most blocks up to a number of them. */
    private Optional<CutPoint> cut(int blocks) throws UntrainableModelException {
        return parent.cutPoints().stream()
                .filter(cut -> cut.blocks() <= blocks)
                .max(Comparator.comparingInt(CutPoint::blocks));
    }

    private FrozenFeatures features(CutPoint cut, Snapshot snapshot, int copies)
            throws UntrainableModelException, TuneFailedException, IOException {
        int records = Math.multiplyExact(Selection.usable(snapshot).size(), copies + 1);
        return new FrozenFeatures(parent, cut.tensor(), records, cache, settings.threads(), listener);
    }

    private Lesson.Outcome learn(
            Stage stage, Recipe recipe, Graph whole, CutPoint cut, FrozenFeatures features, Selection selection)
            throws UntrainableModelException, TuneFailedException, IOException, InterruptedException {
        Graph behind = whole.between(List.of(cut.tensor()), parent.logits().outputs());
        var training = features.training(selection, recipe.copies());
        var validation = features.validation(selection);
        time.spent("features");
        Libtorch.useThreads(features.bytes() < LEAST_SHARED ? 1 : settings.threads());
        Balance balance = selection.balance();
        Columns columns = new Columns(parent.description().tensors(), selection.labels(), selection.learned());
        Lesson lesson =
                new Lesson(stage, recipe, balance, columns.weights(balance.weights()), settings.seed(), listener);
        HeadLesson head = new HeadLesson(lesson, settings, columns, recipe.copies() + 1);
        Lesson.Outcome outcome =
                stage == Stage.HEAD ? head.run(behind, training, validation) : head.plain(behind, training, validation);
        time.spent("training");
        return outcome;
    }

    private List<ByteBuffer> someImages(Selection selection) throws IOException {
        List<ByteBuffer> images = new ArrayList<>();
        try (ImageReader reader = new ImageReader(parent.description().geometry())) {
            List<Example> some = selection.training();
            for (Example example : some.subList(0, Math.min(COMPARED, some.size()))) {
                ByteBuffer pixels = ByteBuffer.allocateDirect(
                        parent.description().geometry().bytes());
                if (reader.read(example.entry(), 0, pixels)) {
                    images.add(pixels);
                }
            }
        }
        return images;
    }
}
