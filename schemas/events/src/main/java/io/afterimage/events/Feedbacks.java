package io.afterimage.events;

import io.afterimage.events.v1.Feedback;
import java.util.Optional;

/** The rules that a {@link Feedback} from outside must keep to. Pure. */
public final class Feedbacks {
    public static final int LONGEST_PERSON = 128;

    private static final int SHA256_BYTES = 32;

    private Feedbacks() {}

    /** The first rule that the feedback breaks, or empty if it keeps to all. */
    public static Optional<Rejection> check(Feedback feedback) {
        boolean hashed = !feedback.getSha256().isEmpty();
        if (!ImageEvents.isId(feedback.getImageId())) {
            return invalid("image_id: not a UUIDv7 in lower-case text form");
        }
        if (hashed && feedback.getSha256().size() != SHA256_BYTES) {
            return invalid("sha256: " + feedback.getSha256().size() + " bytes, " + SHA256_BYTES + " are needed");
        }
        if (feedback.hasCoordinate() && !hashed) {
            return invalid("sha256: needed with a coordinate, since offsets may name other images by now");
        }
        if (!isPerson(feedback.getPerson())) {
            return invalid("person: 1 to " + LONGEST_PERSON + " characters are allowed, and no control characters");
        }
        if (!feedback.getSource().isEmpty() && !ImageEvents.isSource(feedback.getSource())) {
            return invalid("source: at most " + ImageEvents.LONGEST_SOURCE
                    + " characters are allowed, and no control characters");
        }
        if (feedback.getBlind() && feedback.hasShown()) {
            return invalid("blind: something was shown");
        }
        if (!feedback.getRenamedFrom().isEmpty()
                && (!feedback.hasTrueClass() || key(feedback.getRenamedFrom()).isEmpty())) {
            return invalid("renamed_from: a class's earlier name, beside true_class");
        }
        return repeatsTheModel(feedback)
                ? Optional.of(new Rejection(
                        RejectionReason.CLASS_REPEATED,
                        "true_class: the class that was shown; who looked and agrees sends confirmed_class"))
                : verdict(feedback);
    }

    /**
     * Whether it only repeats what the model said. Who looks at an image and agrees confirms; a "true class" that is the
     * one which was shown comes from a program that hands labels back, and a model that learns from them learns what it
     * already says. What was said without anything being shown is a person's own word.
     */
    public static boolean repeatsTheModel(Feedback feedback) {
        if (!feedback.hasTrueClass() || feedback.getShown().getTopCount() == 0) {
            return false;
        }
        Optional<String> said = key(feedback.getTrueClass());
        return said.isPresent() && said.equals(key(feedback.getShown().getTop(0).getLabel()));
    }

    private static Optional<String> key(String name) {
        return ClassNames.tidy(name).map(ClassNames::key);
    }

    /** Whether the text can name a person. */
    public static boolean isPerson(String person) {
        return !person.isBlank()
                && person.length() <= LONGEST_PERSON
                && person.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<Rejection> verdict(Feedback feedback) {
        return switch (feedback.getVerdictCase()) {
            case TRUE_CLASS -> className(feedback.getTrueClass());
            case CONFIRMED_CLASS -> className(feedback.getConfirmedClass());
            case RETRACTION, UNUSABLE -> Optional.empty();
            case VERDICT_NOT_SET -> invalid("verdict: none is given");
        };
    }

    private static Optional<Rejection> className(String name) {
        return ClassNames.tidy(name).isPresent()
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionReason.CLASS_INVALID,
                        "a class has 1 to " + ClassNames.LONGEST + " characters, none of them invisible; this has "
                                + name.length()));
    }

    private static Optional<Rejection> invalid(String detail) {
        return Optional.of(new Rejection(RejectionReason.EVENT_INVALID, detail));
    }
}
