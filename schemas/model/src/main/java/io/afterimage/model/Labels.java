package io.afterimage.model;

import io.afterimage.model.ModelRejectedException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a model's labels may be. */
public final class Labels {
    public static final int MOST = 100_000;
    public static final int LONGEST = 200;

    private Labels() {}

    /**
     * Refuses an empty list, more than {@value #MOST}, and labels that are empty, longer than {@value #LONGEST} characters,
     * given twice, or that hold control characters or line breaks.
     */
    public static List<String> check(List<String> labels) throws ModelRejectedException {
        if (labels.isEmpty() || labels.size() > MOST) {
            throw new ModelRejectedException(
                    Reason.LABELS_INVALID, labels.size() + " labels; 1 to " + MOST + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            if (!isText(label)) {
                throw invalid(i, "must have 1 to " + LONGEST + " characters and none for control or line breaks");
            }
            if (!seen.add(label)) {
                throw invalid(i, "'" + label + "' is there twice; give it another name");
            }
        }
        return List.copyOf(labels);
    }

    private static ModelRejectedException invalid(int i, String what) {
        return new ModelRejectedException(Reason.LABELS_INVALID, "label " + (i + 1) + " " + what);
    }

    /** True for 1 to {@value #LONGEST} characters that can be shown on one line. */
    public static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                });
    }
}
