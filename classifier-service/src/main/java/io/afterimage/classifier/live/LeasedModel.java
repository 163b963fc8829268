package io.afterimage.classifier.live;

import java.util.concurrent.atomic.AtomicInteger;

/** A model and the number of those who hold it, the slot among them. At zero it is closed, and zero is final. */
final class LeasedModel {
    private final LiveModel model;
    private final AtomicInteger holders = new AtomicInteger(1);

    LeasedModel(LiveModel model) {
        this.model = model;
    }

    LiveModel model() {
        return model;
    }

    /** One holder more; false if the last one has gone. */
    boolean retain() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            model.close();
            NativeHeap.trim();
        }
    }
}
