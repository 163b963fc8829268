package io.afterimage.cli.dataform.write;

import io.afterimage.events.v1.Example;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Writes examples in one form. For one thread; what is written is whole once it is closed. */
public interface ExampleWriter extends Closeable {
    /**
     * Writes an example that has an image and a class.
     *
     * @return why this form cannot hold it as it is; empty: it is written
     */
    Optional<String> write(String sha256, Example example) throws IOException;
}
