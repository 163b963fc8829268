package io.afterimage.cli.dataform;

import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file in a tree.
 *
 * @param path clean
 */
record TreeFile(Tree tree, String path) {
    InputStream open() throws IOException {
        return tree.open(path);
    }

    long size() throws IOException {
        return tree.size(path);
    }

    String where() {
        return tree.where(path);
    }

    /** Path of the folder that it lies in, with a slash at its end; empty for the root. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Another file in the same folder. */
    Optional<TreeFile> sibling(String name) {
        return tree.find(folder() + name);
    }

    /** All bytes, or one more than any image may have. */
    byte[] image() throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(ImageLimits.DEFAULTS.encodedBytes() + 1);
        }
    }
}
