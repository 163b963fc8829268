package io.afterimage.trainer.estimate;

import io.afterimage.model.compare.LabelMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people say of images, to hold models against.
 *
 * @param ballots by the image's id
 * @param map what models' labels mean in the classes that people use
 * @param names of classes
 */
record Truth(Map<String, Ballot> ballots, LabelMap map, CurrentNames names) {
    /** What people say of a label. */
    enum Verdict {
        /** Nothing, or no two the same. */
        OPEN,
        /** The image cannot be classified. */
        UNUSABLE,
        RIGHT,
        WRONG
    }

    Verdict of(DrawnLabel draw) {
        Optional<String> truth = ballots.getOrDefault(draw.id(), Ballot.EMPTY).majority(names);
        if (truth.isEmpty()) {
            return Verdict.OPEN;
        }
        if (truth.get().equals(Ballot.UNUSABLE)) {
            return Verdict.UNUSABLE;
        }
        String said = map.classes().getOrDefault(draw.said(), draw.said());
        return names.of(said).equals(truth.get()) ? Verdict.RIGHT : Verdict.WRONG;
    }
}
