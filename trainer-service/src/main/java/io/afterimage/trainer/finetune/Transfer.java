package io.afterimage.trainer.finetune;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.engine.AgreementCheck;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Head;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.train.Examples;
import io.afterimage.trainer.finetune.Preset.Choice;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Lets a parent learn: first its head, then, if asked for, its last blocks at a low rate. */
final class Transfer {
    private static final int COMPARED = 4;

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
        CutPoint cut = cutBeforeHead();
        List<String> known = parent.description().labels();
        Selection assumed = Selection.of(snapshot, known, Set.of());
        Graph whole = whole(assumed);
        // Should images turn out to be broken, fewer of the old classes stay: what is averaged for all of them is so
        // for these.
        boolean averaged = HeadLayer.isAveraged(behind(whole, cut));
        Recipe recipe = Recipe.ofHead(settings, assumed.training().size());
        Depth depth = depth(assumed);
        Selection selection;
        LearnedHead head;
        List<byte[]> keys = Preparation.keys(Selection.usable(snapshot), recipe.copies());
        try (FrozenPart part = new FrozenPart(parent, cut.tensor(), averaged);
                FrozenFeatures features = features(part, keys)) {
            selection = features.select(snapshot, known);
            AgreementCheck.require(parent, someImages(selection));
            whole = whole(selection);
            head = head(recipe, behind(whole, cut), features, selection);
        }
        whole = whole.with(head.proof().weights());
        List<Curve> curves = new ArrayList<>(List.of(head.proof().curve(true)));
        Lesson.Outcome best = head.fromAll();
        if (depth.cut() != null) {
            Lesson.Outcome blocks = blocks(depth.cut(), depth.copies(), selection, whole);
            int[] classes =
                    selection.validation().stream().mapToInt(Example::column).toArray();
            boolean better = blocks.result().isClearlyBetter(head.proof().result(), classes);
            best = better ? blocks : best;
            curves.add(blocks.curve(better));
        }
        Graph learned = whole.with(best.weights());
        return new Candidate(parent, learned, parent.description().version())
                .seal(selection, choice.noting(depth.why()), best, curves, time);
    }

    /** With a head for the classes of a selection. */
    private Graph whole(Selection selection) throws UntrainableModelException {
        return Head.of(
                parent.whole(),
                parent.description().tensors(),
                parent.description().labels(),
                selection.labels(),
                settings.seed());
    }

    private Graph behind(Graph whole, CutPoint cut) throws UntrainableModelException {
        return whole.between(List.of(cut.tensor()), parent.logits().outputs());
    }

    private CutPoint cutBeforeHead() throws UntrainableModelException {
        return parent.cutPoints().stream()
                .filter(cut -> cut.blocks() == 0)
                .findFirst()
                .orElseThrow(() -> new UntrainableModelException(
                        UntrainableModelException.Reason.HEAD_UNKNOWN,
                        "it has no last layer of a known form (Gemm, MatMul, Conv 1x1); it can only serve"));
    }

    private Depth depth(Selection selection) throws UntrainableModelException {
        if (choice.preset() != Preset.FINETUNE) {
            return Depth.HEAD;
        }
        int blocks = Objects.requireNonNullElse(settings.blocks(), Recipe.BLOCKS);
        return Depth.of(parent, blocks, Recipe.ofBlocks(settings).copies(), selection, cache);
    }

    private FrozenFeatures features(FrozenPart part, List<byte[]> keys) throws TuneFailedException, IOException {
        return new FrozenFeatures(part, keys, cache, settings.threads(), listener);
    }

    private LearnedHead head(Recipe recipe, Graph behind, FrozenFeatures features, Selection selection)
            throws UntrainableModelException, TuneFailedException, IOException, InterruptedException {
        Examples training = features.of(selection.training(), recipe.copies());
        Examples validation = features.of(selection.validation(), 0);
        Examples all = features.of(selection.all(), recipe.copies());
        time.spent("features");
        HeadLesson lesson = lesson(Stage.HEAD, recipe, selection);
        Lesson.Outcome proof = lesson.run(behind, training, validation);
        LearnedHead head = new LearnedHead(proof, lesson.again(behind, proof, all));
        time.spent("training");
        return head;
    }

    /**
     * A head, twice.
     *
     * @param proof learned from the training examples alone: those held out say what it is worth
     * @param fromAll learned from both, to be kept where nothing better comes after it
     */
    private record LearnedHead(Lesson.Outcome proof, Lesson.Outcome fromAll) {}

    private Lesson.Outcome blocks(CutPoint cut, int copies, Selection selection, Graph whole)
            throws UntrainableModelException, TuneFailedException, IOException, InterruptedException {
        Recipe recipe = Recipe.ofBlocks(settings);
        List<byte[]> keys = new ArrayList<>(Preparation.keys(entries(selection.training()), copies));
        keys.addAll(Preparation.keys(entries(selection.validation()), 0));
        try (FrozenPart part = new FrozenPart(parent, cut.tensor(), false);
                FrozenFeatures features = features(part, keys)) {
            Examples training = features.of(selection.training(), copies);
            Examples validation = features.of(selection.validation(), 0);
            time.spent("features");
            Lesson.Outcome outcome =
                    lesson(Stage.BLOCKS, recipe, selection).stepwise(behind(whole, cut), training, validation);
            time.spent("training");
            return outcome;
        }
    }

    private static List<SnapshotEntry> entries(List<Example> examples) {
        return examples.stream().map(Example::entry).toList();
    }

    private HeadLesson lesson(Stage stage, Recipe recipe, Selection selection) {
        Balance balance = selection.balance();
        Columns columns = new Columns(parent.description().tensors(), selection.labels(), selection.learned());
        Lesson lesson =
                new Lesson(stage, recipe, balance, columns.weights(balance.weights()), settings.seed(), listener);
        return new HeadLesson(lesson, settings, columns, recipe.copies() + 1);
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
