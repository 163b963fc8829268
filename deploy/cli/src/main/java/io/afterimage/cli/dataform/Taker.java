package io.afterimage.cli.dataform;

/** Takes the images of a data set. For one thread. */
public interface Taker extends Notes {
    /** Whether there is to be more. */
    boolean goesOn();

    /** Takes an image. */
    void take(Labelled image);
}
