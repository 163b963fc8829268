package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.ModelImport;
import io.afterimage.cli.models.Promote;
import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The model that a stack starts with where none is named and none is live: it tells the traffic signs that simulated roadside
 * cameras see. {@code bench starter --make} makes it.
 *
 * @param file the package
 */
public record StarterModel(Path file) implements ModelSource {
    /** What it is called, and so is what descends from it. */
    public static final String NAME = "starter";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public void makeLive(Map<String, Object> client, Topics topics, Store store) {
        ModelHistory history = new ModelLog(client, topics.models(), TIMEOUT, Clock.systemUTC()).read();
        if (history.live().isPresent()) {
            return;
        }
        try {
            var unused = ModelImport.importFile(
                    file,
                    null,
                    new ImportSettings(),
                    client,
                    topics,
                    store,
                    Promote.ALWAYS,
                    "afterimage up: no model was named");
        } catch (CommandException e) {
            throw new CommandException(
                    "The starter model cannot be used (--no-model starts without one, --model FILE with" + " another): "
                            + e.getMessage());
        }
    }
}
