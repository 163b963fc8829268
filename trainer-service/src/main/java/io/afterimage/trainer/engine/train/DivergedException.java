package io.afterimage.trainer.engine.train;

/** A loss that is no number any more; the weights are those of the step before. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(int step, double loss) {
        this("the loss is " + loss + " at step " + step + "; train with a lower rate");
    }

    /** @param what it is, and what to do */
    DivergedException(String what) {
        super(what);
    }
}
