package io.afterimage.trainer.finetune;

import io.afterimage.model.ModelRejectedException;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.OperatorFailedException;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Libtorch;
import io.afterimage.trainer.finetune.Preset.Choice;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trains a candidate. One at a time in a process, as libtorch has one source of random numbers; memory is bounded by one batch or,
 * for a head, a few hundred megabytes of features, the weights and what the cache's index takes, whatever the number of examples.
 */
public final class FineTuner {
    private final Settings settings;
    private final Cache cache;
    private final Progress.Listener listener;

    public FineTuner(Settings settings, Cache cache, Progress.Listener listener) {
        this.settings = settings;
        this.cache = cache;
        this.listener = listener;
    }

    /**
     * Trains on the calling thread. The same snapshot, parent and settings give the same file on one machine.
     *
     * @param snapshot of which the test side is not looked at
     * @param parent package to begin with; null if there is none
     * @throws TuneFailedException with the reason why there is no candidate
     * @throws IOException if files cannot be read or written: that says nothing of the data
     */
    public Tuned tune(Snapshot snapshot, byte @Nullable [] parent)
            throws TuneFailedException, IOException, InterruptedException {
        Selection first = Selection.of(snapshot, List.of(), Set.of());
        Choice choice = settings.preset()
                .choose(parent != null, first.training().size(), first.learned().size());
        Libtorch.useThreads(settings.threads());
        try {
            if (choice.preset().architecture().isPresent()) {
                return new FromScratch(settings, cache, listener, choice).run(snapshot);
            }
            if (parent == null) {
                throw new TuneFailedException(
                        Reason.PARENT_MISSING,
                        "preset " + choice.preset().label()
                                + " needs a model to begin with, and none is live; import one, or train with preset cnn");
            }
            return new Transfer(settings, cache, listener, choice, parent).run(snapshot);
        } catch (UntrainableModelException | OperatorFailedException e) {
            throw new TuneFailedException(
                    Reason.PARENT_UNTRAINABLE, "the model to begin with cannot be trained: " + e.getMessage(), e);
        } catch (ModelRejectedException e) {
            throw new TuneFailedException(
                    Reason.CANDIDATE_INVALID, "what was learned makes no package: " + e.getMessage(), e);
        }
    }
}
