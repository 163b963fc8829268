package io.afterimage.classifier.crash;

/** An image in native code. For one thread at a time; closed once, by whichever has it last. */
public final class Guarded implements AutoCloseable {
    private final CrashGuard guard;
    private final int slot;
    private ImagePosition image = new ImagePosition(0, 0, 0);
    private boolean alone;

    Guarded(CrashGuard guard, int slot) {
        this.guard = guard;
        this.slot = slot;
    }

    /** Notes which native code it enters now. */
    public void enters(Stage stage) {
        guard.slots().stage(slot, stage);
    }

    /** The image is out of native code. */
    @Override
    public void close() {
        guard.slots().clear(slot);
        guard.leave(this, image, alone);
    }

    void fill(ImagePosition next, boolean mustBeAlone) {
        image = next;
        alone = mustBeAlone;
        guard.slots().fill(slot, next, Stage.DECODING, mustBeAlone);
    }
}
