package io.afterimage.classifier.live;

import ai.onnxruntime.OrtException;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that passed every check and can be asked. Owns its session; closed by the slot when the last lease ends.
 *
 * @param metadata what the package says of itself
 * @param session may be asked by many threads at once
 */
public record LiveModel(ModelPackage metadata, ModelSession session) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);

    /** SHA-256 of the package file in lower-case hex. */
    public String version() {
        return metadata.version();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("The session of model {} was not closed in order: {}", version(), e.getMessage());
        }
    }
}
