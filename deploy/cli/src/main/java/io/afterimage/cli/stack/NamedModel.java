package io.afterimage.cli.stack;

import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.ModelImport;
import io.afterimage.cli.models.Promote;
import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The model that somebody wants to begin with. A stack that is started again in the same way keeps what it learned meanwhile.
 *
 * @param labels file of its classes; null for a package
 * @param say takes a line where another version stays live
 */
record NamedModel(Path file, @Nullable Path labels, ImportSettings settings, Consumer<String> say)
        implements ModelSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public void makeLive(Map<String, Object> client, Topics topics, Store store) {
        ModelVersion named =
                ModelImport.importFile(file, labels, settings, client, topics, store, Promote.IF_NEW, "afterimage up");
        new ModelLog(client, topics.models(), TIMEOUT, Clock.systemUTC())
                .read()
                .live()
                .filter(live -> !live.version().equals(named.version()))
                .ifPresent(live -> say.accept(stays(named, live)));
    }

    private String stays(ModelVersion named, ModelVersion live) {
        return file + " is version " + named.number() + " already, and version " + live.number()
                + " stays live. Instead of it: afterimage models promote " + named.number();
    }
}
