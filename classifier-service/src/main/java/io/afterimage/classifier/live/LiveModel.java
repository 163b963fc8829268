package io.afterimage.classifier.live;

import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;

/**
 * A model that passed every check and can be asked. Owned by the slot, which closes it when the last lease ends.
 *
 * @param metadata what the package says of itself
 * @param loaded may be asked by many threads at once
 */
public record LiveModel(ModelPackage metadata, LoadedModel loaded) implements AutoCloseable {
    /** SHA-256 of the package file in lower-case hex. */
    public String version() {
        return metadata.version();
    }

    @Override
    public void close() {
        loaded.close();
    }
}
