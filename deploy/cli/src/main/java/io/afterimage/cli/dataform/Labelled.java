package io.afterimage.cli.dataform;

/**
 * An image of a data set and the class that it shows.
 *
 * @param where the file, and the line or record in it, for people
 * @param label as it is written there; tidy once a {@link DataSet} hands it on
 * @param source where the image comes from; empty where that is not said
 * @param original lower-case hex SHA-256 of the image that this one was made from; empty where it is not known
 * @param bytes the encoded image, cut one byte after the most that any may have
 */
public record Labelled(String where, String label, String source, String original, byte[] bytes) {
    /** Of an image of which nothing else is known. */
    Labelled(String where, String label, byte[] bytes) {
        this(where, label, "", "", bytes);
    }

    Labelled as(String other) {
        return new Labelled(where, other, source, original, bytes);
    }
}
