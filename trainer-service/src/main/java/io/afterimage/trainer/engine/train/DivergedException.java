package io.afterimage.trainer.engine.train;

/** A loss that is no number any more; the weights are those of the step before. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(int step, double loss) {
        this("the loss is " + loss + " at step " + step);
    }

    DivergedException(String what) {
        super(what + "; train with a lower rate");
    }
}
