package io.afterimage.cli.dataform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Files below a root, by paths such as {@code cat/1.jpg}: a folder's or a zip's. For one thread. */
interface Tree extends Closeable {
    /** What the root is called; empty where it has no name. */
    String name();

    /** All that is not hidden, in the order of the paths. */
    List<TreeFile> files(Notes notes) throws IOException;

    /** The file of a clean path, hidden or not. */
    Optional<TreeFile> find(String path);

    /** The bytes of a file that is there. */
    InputStream open(String path) throws IOException;

    /** How many bytes a file that is there has, as far as can be told before it is read. */
    long size(String path) throws IOException;

    /** The file for people. */
    String where(String path);
}
