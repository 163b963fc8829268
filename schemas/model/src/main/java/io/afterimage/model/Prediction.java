package io.afterimage.model;

/** What a model says of the images of one run. The rows are not copied: whoever reads one must not change it. */
public final class Prediction {
    private final float[][] probabilities;
    private final float[][] embeddings;

    /** Takes the rows over, one of each an image. */
    Prediction(float[][] probabilities, float[][] embeddings) {
        this.probabilities = probabilities;
        this.embeddings = embeddings;
    }

    /** How many images it tells of. */
    public int images() {
        return probabilities.length;
    }

    /**
     * Probabilities of one image, in the order of the labels; each 0 to 1, together 1.
     *
     * @param image from 0
     */
    public float[] probabilities(int image) {
        return probabilities[image];
    }

    /**
     * Embedding of one image; empty where the model has none.
     *
     * @param image from 0
     */
    public float[] embedding(int image) {
        return embeddings[image];
    }
}
