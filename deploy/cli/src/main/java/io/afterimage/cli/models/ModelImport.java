package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLogException;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.trial.Trial;
import io.afterimage.model.trial.TrialLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From a foreign ONNX file to a version that classifiers can load. */
public final class ModelImport {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private ModelImport() {}

    /**
     * Imports a file: makes a package of it, puts that into the store, publishes it and, where asked, promotes it. The
     * same file with the same settings is the same version, which is published once. A file that is a package already,
     * as {@code models export} writes it, is published as it is.
     *
     * @param labels the classes of a foreign model; null for a package, which has its own
     * @param client how to reach the brokers; the models topic must exist
     * @param reason why, kept in the log
     * @return the version as it then stands in the log
     * @throws CommandException if any step refuses; the message says which and why
     */
    public static ModelVersion importFile(
            Path model,
            @Nullable Path labels,
            ImportSettings settings,
            Map<String, Object> client,
            Topics topics,
            Store store,
            Promote promote,
            String reason) {
        byte[] bytes = labels == null ? packageIn(model) : packageOf(model, ModelFiles.labels(labels), settings);
        ModelLog.Authorship by = LogAccess.by(reason);
        try {
            ModelPackage made = ModelPackage.read(bytes);
            store.put(Store.Kind.MODEL, bytes);
            ModelLog log = new ModelLog(client, topics.models(), TIMEOUT, Clock.systemUTC());
            boolean stays = promote == Promote.NEVER || (promote == Promote.IF_NEW && isKnown(made, log.read()));
            ModelHistory history = log.publish(published(made, bytes.length), by);
            ModelVersion version = find(history, made.version());
            return stays ? version : find(log.promote(version, history, false, by), made.version());
        } catch (ModelRejectedException | ModelLogException e) {
            throw new CommandException(model + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("The store did not take the model: " + e.getMessage());
        }
    }

    private static boolean isKnown(ModelPackage made, ModelHistory history) {
        return history.live().isPresent() && history.find(made.version()).isPresent();
    }

    private static byte[] packageOf(Path model, List<String> labels, ImportSettings settings) {
        String name = Objects.requireNonNullElse(model.getFileName(), model).toString();
        try {
            return new Trial(TrialLimits.DEFAULT)
                    .importModel(
                            ModelFiles.model(model), labels, settings.options(name.replaceFirst("(?i)\\.onnx$", "")));
        } catch (ModelRejectedException | IOException e) {
            throw new CommandException(model + ": " + e.getMessage());
        }
    }

    /** A package that another store exported, after it has shown that it still gives the scores it promises. */
    private static byte[] packageIn(Path model) {
        byte[] bytes = ModelFiles.model(model);
        try {
            new Trial(TrialLimits.DEFAULT).verify(ModelPackage.read(bytes), bytes);
            return bytes;
        } catch (ModelRejectedException e) {
            throw new CommandException(model + ": " + e.getMessage() + " (--labels FILE imports a foreign model)");
        } catch (IOException e) {
            throw new CommandException(model + ": " + e.getMessage());
        }
    }

    private static ModelPublished published(ModelPackage made, int size) {
        return ModelPublished.newBuilder()
                .setVersion(made.version())
                .setName(made.name())
                .setSize(size)
                .setParent(made.lineage().getOrDefault("parent", ""))
                .addAllLabels(made.labels())
                .build();
    }

    private static ModelVersion find(ModelHistory history, String version) {
        return history.find(version)
                .orElseThrow(() -> new CommandException("The model log has no version " + version + " after all."));
    }
}
