package io.afterimage.classifier.live;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.model.trial.Trial;
import java.io.IOException;

/**
 * Makes a version of the log into a model that can be asked: fetched, its hash and size checked, tried in a child process,
 * opened, run at every batch size in use, and its scores compared with those it was published with.
 */
public final class ModelLoader {
    /** Threads that one inference uses: images are what runs in parallel. */
    private static final int INTRA_OP_THREADS = 1;

    private final Store store;
    private final Trial trial;

    /** @param trial where a version runs before this process opens it */
    public ModelLoader(Store store, Trial trial) {
        this.store = store;
        this.trial = trial;
    }

    /**
     * Loads a version; nothing native is left behind if that fails.
     *
     * @throws ModelRefusedException if the package is not what it should be: another try gives the same
     * @throws IOException if the store fails, or no child process can be started: another try may succeed
     */
    public LiveModel load(ModelVersion version) throws ModelRefusedException, IOException {
        try {
            byte[] file = store.read(Store.Kind.MODEL, version.version(), version.size());
            ModelPackage metadata = ModelPackage.read(file);
            trial.verify(metadata, file);
            return open(metadata, file);
        } catch (StoreException | ModelRejectedException e) {
            throw new ModelRefusedException(e.getMessage(), e);
        }
    }

    private static LiveModel open(ModelPackage metadata, byte[] file) throws ModelRejectedException {
        ModelSession session = ModelSession.open(file, metadata, INTRA_OP_THREADS);
        try {
            session.verifyProbe();
            return new LiveModel(metadata, session);
        } catch (ModelRejectedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
