package io.afterimage.cli.dataform;

/** What the features of an image are called in a TFRecord file, as in TensorFlow's own data sets. */
public final class TfFeatures {
    /** The encoded image. */
    public static final String IMAGE = "image/encoded";
    /** Its format in lower case. */
    public static final String FORMAT = "image/format";
    /** Number of its class. */
    public static final String LABEL = "image/class/label";
    /** Name of its class. */
    public static final String TEXT = "image/class/text";
    /** Lower-case hex SHA-256 of the original image. */
    public static final String HASH = "image/key/sha256";

    private TfFeatures() {}
}
