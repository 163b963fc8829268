package io.afterimage.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelHistory.Promotion;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An MLflow server's registry: one registered model, whose versions are those that runs made. For one thread. */
final class Registry {
    /** The live version. */
    static final String CHAMPION = "champion";
    /** The newest version that waits for a person's word. */
    static final String CHALLENGER = "challenger";
    /** What MLflow calls something that is not there. */
    static final String UNKNOWN = "RESOURCE_DOES_NOT_EXIST";

    private static final String THERE = "RESOURCE_ALREADY_EXISTS";

    private final MlflowServer server;
    private final String model;

    /** @param model its name there, without quotes, slashes or colons */
    Registry(MlflowServer server, String model) {
        this.server = server;
        this.model = model;
    }

    /**
     * Makes a version known, unless it is.
     *
     * @param version lower-case hex SHA-256 of its package
     * @param run that made it, as MLflow calls it
     * @param source where its file is, as MLflow calls it
     */
    void register(String version, String run, String source) throws IOException, InterruptedException {
        try {
            var unused = server.post("registered-models/create", Map.of("name", model));
        } catch (RefusedException e) {
            if (!e.is(THERE)) {
                throw e;
            }
        }
        if (find(version).isEmpty()) {
            var unused = server.post(
                    "model-versions/create",
                    Map.of(
                            "name",
                            model,
                            "source",
                            source,
                            "run_id",
                            run,
                            "tags",
                            List.of(Map.of("key", RunEntry.VERSION, "value", version))));
        }
    }

    /** Gives the aliases to the versions that have them in the log; nobody has one whose version is not here. */
    void alias(ModelHistory history) throws IOException, InterruptedException {
        alias(CHAMPION, history.live());
        alias(CHALLENGER, challenger(history));
    }

    /** The newest version after the live one that is neither rejected nor was ever live. */
    static Optional<ModelVersion> challenger(ModelHistory history) {
        int live = history.live().map(ModelVersion::number).orElse(0);
        Set<String> promoted =
                history.promotions().stream().map(Promotion::version).collect(Collectors.toSet());
        return history.versions().stream()
                .filter(version -> version.number() > live && version.state() == ModelVersion.State.PUBLISHED)
                .filter(version -> !promoted.contains(version.version()))
                .max(Comparator.comparingInt(ModelVersion::number));
    }

    private void alias(String alias, Optional<ModelVersion> version) throws IOException, InterruptedException {
        Optional<String> number = version.isPresent() ? find(version.get().version()) : Optional.empty();
        try {
            var unused = number.isPresent()
                    ? server.post(
                            "registered-models/alias", Map.of("name", model, "alias", alias, "version", number.get()))
                    : server.delete("registered-models/alias", Map.of("name", model, "alias", alias));
        } catch (RefusedException e) {
            // What is not there needs no taking away.
            if (number.isPresent() || !e.is(UNKNOWN)) {
                throw e;
            }
        }
    }

    /** What the server calls a version of ours. */
    private Optional<String> find(String version) throws IOException, InterruptedException {
        JsonNode found = server.get(
                        "model-versions/search",
                        Map.of(
                                "filter",
                                "name = '" + model + "' and tags." + RunEntry.VERSION + " = '" + version + "'",
                                "max_results",
                                "1"))
                .path("model_versions");
        return found.has(0) ? Optional.of(found.get(0).path("version").asText()) : Optional.empty();
    }
}
