package io.afterimage.bench.crash;

import io.afterimage.bench.pipeline.AssembledMain;

/** The classifier with an accelerator so slow that there is always something to kill. */
public final class SlowClassifier {
    private SlowClassifier() {}

    public static void main(String[] arguments) throws InterruptedException {
        AssembledMain.main(new String[] {"20ms+5ms,4"});
    }
}
