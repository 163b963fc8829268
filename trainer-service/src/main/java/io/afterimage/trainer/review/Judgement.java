package io.afterimage.trainer.review;

import io.afterimage.trainer.label.SeenLabel;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an image is worth a person's time. Pure.
 *
 * @param reasons none where it is not
 * @param why in words
 * @param value the higher the sooner, 0 to 2: how unsure the model is, and half a point for each reason besides that
 */
record Judgement(Set<Reason> reasons, String why, double value) {
    private static final int NEIGHBOURS = 5;
    private static final int FEWEST_NEIGHBOURS = 3;
    /** Before so many are known, everything is unlike them. */
    private static final int FEWEST_KNOWN = 20;

    private static final double BONUS = 0.5;

    Judgement {
        reasons = Set.copyOf(reasons);
    }

    /** Of an image that the model is sure of, only its neighbours are asked: most are unlike what people were asked about. */
    static Judgement of(SeenLabel label, @Nullable Sketch sketch, Memory memory) {
        Set<Reason> reasons = label.unsure() ? EnumSet.of(Reason.UNSURE) : EnumSet.noneOf(Reason.class);
        StringBuilder why = new StringBuilder(label.unsure() ? unsure(label) : "sure that it is " + label.said());
        if (sketch != null) {
            List<Memory.Known> nearest = memory.nearest(label.model(), sketch, NEIGHBOURS);
            contradiction(label, nearest).ifPresent(other -> {
                reasons.add(Reason.NEIGHBOURS);
                why.append("; what looks like it is ").append(other);
            });
            if (label.unsure() && nearest.isEmpty() && memory.size(label.model()) >= FEWEST_KNOWN) {
                reasons.add(Reason.DIVERSE);
                why.append("; unlike anything that was asked so far");
            }
        }
        long further =
                reasons.stream().filter(reason -> reason != Reason.UNSURE).count();
        return new Judgement(reasons, why.toString(), 1 - label.margin() + BONUS * further);
    }

    private static String unsure(SeenLabel label) {
        return label.label().getTopCount() < 2
                ? "unsure whether it is " + label.said()
                : "unsure between " + label.said() + " and "
                        + label.label().getTop(1).getLabel();
    }

    /** What most of its neighbours are, if that is another class than what the model says. */
    private static Optional<String> contradiction(SeenLabel label, List<Memory.Known> nearest) {
        Map<String, Integer> names = new HashMap<>();
        nearest.forEach(image -> names.merge(image.name(), 1, Integer::sum));
        return names.entrySet().stream()
                .filter(name -> nearest.size() >= FEWEST_NEIGHBOURS
                        && 2 * name.getValue() > nearest.size()
                        && !name.getKey().equals(label.said()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
