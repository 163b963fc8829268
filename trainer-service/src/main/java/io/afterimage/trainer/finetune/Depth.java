package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How deep a parent learns after its head: as many of its last blocks, from as many varied copies, as were asked for and as the
 * cache has room for. Copies go first, then blocks.
 *
 * @param cut before the blocks; null where only the head learns
 * @param copies varied ones of each training image
 * @param why one line for people where it is less than was asked for; otherwise empty
 */
record Depth(@Nullable CutPoint cut, int copies, String why) {
    static final Depth HEAD = new Depth(null, 0, "");

    /**
     * What there is room for.
     *
     * @param blocks most of them
     * @param copies most of them
     */
    static Depth of(TrainableModel parent, int blocks, int copies, Selection selection, Cache cache)
            throws UntrainableModelException {
        List<CutPoint> cuts = parent.cutPoints().stream()
                .filter(cut -> cut.blocks() > 0 && cut.blocks() <= blocks)
                .sorted(Comparator.comparingInt(CutPoint::blocks).reversed())
                .toList();
        for (CutPoint cut : cuts) {
            long most = Math.min(copies, mostCopies(parent, cut, selection, cache));
            if (most >= 0) {
                int asked = cuts.get(0).blocks();
                boolean less = cut.blocks() < asked || most < copies;
                String why = cut.blocks() + " of " + asked + " blocks learned, from " + most + " of " + copies
                        + " varied copies of each image: the training's cache has no room for more"
                        + " (afterimage.run.cache-bytes)";
                return new Depth(cut, (int) most, less ? why : "");
            }
        }
        return cuts.isEmpty()
                ? HEAD
                : new Depth(
                        null,
                        0,
                        "only the head learned: the training's cache has no room for what enters the last block"
                                + " (afterimage.run.cache-bytes)");
    }

    /** Below 0 if there is no room for the plain images either. */
    private static long mostCopies(TrainableModel parent, CutPoint cut, Selection selection, Cache cache)
            throws UntrainableModelException {
        try (FrozenPart part = new FrozenPart(parent, cut.tensor(), false)) {
            long records = cache.mostBytes() / RecordFile.bytes(part.bytes(), 1);
            long forTraining = records - selection.validation().size();
            return Math.floorDiv(forTraining, (long) selection.training().size()) - 1;
        }
    }
}
