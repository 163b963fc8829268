package io.afterimage.events;

/**
 * Why an image ends as a dead letter instead of a label, or what a person said of one instead of an example. One list for the dead letter's header, the metric's label and
 * the decoder's answer. Only what is wrong with the record itself stands here: a failure of the infrastructure is
 * thrown and tried again.
 */
public enum RejectionReason {
    /** The record's value is not an {@code ImageEvent}. */
    EVENT_MALFORMED,
    /** The event is one, but a field breaks its rule; the detail names the field. */
    EVENT_INVALID,
    /** The image has no bytes. */
    IMAGE_EMPTY,
    /** The encoded image is larger than the limit. */
    IMAGE_TOO_LARGE,
    /** The bytes are of no image format that is known by its signature. */
    FORMAT_UNKNOWN,
    /** The format is known, but not one that is decoded; the detail names it. */
    FORMAT_UNSUPPORTED,
    /** The header contradicts itself or ends early. */
    HEADER_INVALID,
    /** The header announces more pixels, or a longer side, than the limit. */
    DIMENSIONS_TOO_LARGE,
    /** The file ends before the image does. */
    IMAGE_TRUNCATED,
    /** The header is sound, but the decoder gave no image. */
    IMAGE_UNDECODABLE,
    /** The store has no object under the event's key. */
    STORE_OBJECT_MISSING,
    /** The store's object is not the one that its key names. */
    STORE_OBJECT_CHANGED,
    /** The model answered this image with values that are no probabilities. */
    MODEL_OUTPUT_INVALID,
    /** Two processes died while this image, and no other, was in native code; the detail names the code. */
    NATIVE_CRASH,
    /** Feedback names an image that no topic knows: no label of that id is kept, or its coordinate never was. */
    IMAGE_UNKNOWN,
    /** Feedback names nothing but an id, and the labels are too many to look through in time: it may have one. */
    LABEL_SEARCH_TIMED_OUT,
    /** Feedback names an image that the images topic no longer keeps. */
    IMAGE_EXPIRED,
    /** Another image stands where feedback says, as in a topic that was made anew. */
    IMAGE_CHANGED,
    /** Feedback names a class that no class may be called. */
    CLASS_INVALID,
    /** Feedback hands back the class that the model itself gave, and nobody confirms it. */
    CLASS_REPEATED,
    /** The data set has as many classes as it may have, and feedback names one more. */
    TOO_MANY_CLASSES,
    /** So many people have voted on the image already that its record can hold no more. */
    TOO_MANY_VOTES
}
