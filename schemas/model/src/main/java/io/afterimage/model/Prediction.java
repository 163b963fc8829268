package io.afterimage.model;

import java.util.Arrays;

/** What a model says of the images of one run. Immutable. */
public final class Prediction {
    private final int images;
    private final float[] probabilities;
    private final float[] embeddings;

    /** Takes the arrays over: [images, classes] and [images, embedding size], row by row. */
    Prediction(int images, float[] probabilities, float[] embeddings) {
        this.images = images;
        this.probabilities = probabilities;
        this.embeddings = embeddings;
    }

    /** How many images the run had. */
    public int images() {
        return images;
    }

    /**
     * Probabilities of one image, in the order of the labels; each 0 to 1, together 1.
     *
     * @param image from 0
     */
    public float[] probabilities(int image) {
        return row(probabilities, image);
    }

    /**
     * Embedding of one image; empty where the model has none.
     *
     * @param image from 0
     */
    public float[] embedding(int image) {
        return row(embeddings, image);
    }

    /**
     * Of the first images only.
     *
     * @param n from 1 to {@link #images}
     */
    public Prediction first(int n) {
        return n == images
                ? this
                : new Prediction(
                        n,
                        Arrays.copyOf(probabilities, probabilities.length / images * n),
                        Arrays.copyOf(embeddings, embeddings.length / images * n));
    }

    private float[] row(float[] rows, int image) {
        if (image < 0 || image >= images) {
            throw new IndexOutOfBoundsException("image " + image + " of " + images);
        }
        int width = rows.length / images;
        return Arrays.copyOfRange(rows, image * width, (image + 1) * width);
    }
}
