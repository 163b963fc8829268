package io.afterimage.classifier.infer;

import java.util.concurrent.CompletableFuture;

/** One image on its way through a runner. Completed once, by the runner that took it, or cancelled by its owner. */
public final class ImageTask {
    private final ImageRecord image;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    public ImageTask(ImageRecord image) {
        this.image = image;
    }

    public ImageRecord image() {
        return image;
    }

    /** Completes with the outcome, or exceptionally when the infrastructure failed. */
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }
}
