package io.afterimage.classifier.infer;

import io.afterimage.classifier.infer.Preparation.Ended;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.model.RunFailedException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Takes one image at a time from its record to its outcome, both steps on one thread. Owns one input buffer and the
 * preparer. For one thread, which also closes it.
 */
public final class ImageClassifier implements AutoCloseable {
    private final ImagePreparer preparer;
    private final ModelRun run;
    private ByteBuffer input = ByteBuffer.allocateDirect(0);

    public ImageClassifier(ImagePreparer preparer, ModelRun run) {
        this.preparer = preparer;
        this.run = run;
    }

    /**
     * The outcome of one record.
     *
     * @throws InferenceException if the model, the store or the decoder's native code failed in a way that is not the
     *     image's fault
     */
    public Outcome classify(ImageRecord image) {
        Preparation preparation = preparer.prepare(image, this::inputOf);
        if (preparation instanceof Ended ended) {
            return ended.outcome();
        }
        try (Prepared prepared = (Prepared) preparation) {
            return run.infer(List.of(prepared), input).get(0);
        } catch (RunFailedException e) {
            throw new InferenceException("The model's run failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        preparer.close();
    }

    private ByteBuffer inputOf(int bytes) {
        if (input.capacity() != bytes) {
            input = ByteBuffer.allocateDirect(bytes);
        }
        return input.clear();
    }
}
