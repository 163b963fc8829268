package io.afterimage.trainer.review;

/** Why a person is asked about an image. An image can have several. */
public enum Reason {
    /** The model was not sure. */
    UNSURE,
    /** It looks unlike all that people were asked about so far. */
    DIVERSE,
    /** The images that look most like it are of another class. */
    NEIGHBOURS,
    /** It was drawn at random, whatever the model said. */
    DRAWN
}
