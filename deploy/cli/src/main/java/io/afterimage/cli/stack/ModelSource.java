package io.afterimage.cli.stack;

import io.afterimage.events.Topics;
import io.afterimage.model.store.Store;
import java.util.Map;

/** The model that a stack shall start with. */
@FunctionalInterface
interface ModelSource {
    /** Makes it known and live, unless it is. */
    void makeLive(Map<String, Object> client, Topics topics, Store store);
}
