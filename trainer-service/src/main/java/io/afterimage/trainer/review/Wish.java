package io.afterimage.trainer.review;

import org.jspecify.annotations.Nullable;

/**
 * What a person wants to be asked about.
 *
 * @param source null for any
 * @param name the class that the model puts first; null for any. With one no random draws come: they are shown without
 *     it
 * @param reason null for any
 */
public record Wish(
        @Nullable String source,
        @Nullable String name,
        @Nullable Reason reason) {
    public static final Wish ANY = new Wish(null, null, null);

    boolean allowsDrawn() {
        return name == null && (reason == null || reason == Reason.DRAWN);
    }

    boolean allowsUnsure() {
        return reason != Reason.DRAWN;
    }

    boolean matchesSource(String other) {
        return source == null || source.equals(other);
    }

    boolean matches(Waiting waiting) {
        return matchesSource(waiting.label().source())
                && (name == null || name.equals(waiting.label().said()))
                && (reason == null || waiting.judgement().reasons().contains(reason));
    }
}
