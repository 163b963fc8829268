package io.afterimage.classifier.infer.batched;

import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.classifier.live.LiveModel;
import java.nio.ByteBuffer;

/**
 * An image between decoding and inference. Whoever takes it closes it: that gives back the model and the memory.
 *
 * @param owner of the buffer
 */
record DecodedImage(ImageTask task, Prepared prepared, PixelBuffer buffer, PixelBuffers owner)
        implements AutoCloseable {
    LiveModel model() {
        return prepared.lease().model();
    }

    /** Whether both may be in one batch. */
    boolean sharesModelWith(DecodedImage other) {
        return model().loaded().equals(other.model().loaded());
    }

    /** Bytes of its pixels. */
    int bytes() {
        return model().metadata().geometry().bytes();
    }

    ByteBuffer pixels() {
        return buffer.of(bytes());
    }

    @Override
    public void close() {
        prepared.close();
        owner.giveBack(buffer);
    }

    /** Instead of closing it, as its run does not return: native code still has the model and the memory. */
    void giveUp() {
        prepared.guarded().close();
    }

    /** After {@link #giveUp}: its run has returned all the same. */
    void comeBack() {
        prepared.lease().close();
        owner.giveBack(buffer);
    }
}
