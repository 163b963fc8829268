package io.afterimage.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.events.v1.Phase;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.mlflow.RunEntry.Metric;
import io.afterimage.trainer.run.RunRecord;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records runs in an MLflow server. It looks for what it has sent before, so a run that is sent again, as after a cut, is there once.
 * For one thread.
 */
final class Recorder {
    /** The server takes 1,000 metrics, parameters and tags at once. */
    private static final int BATCH = 500;

    private static final String PROXIED = "mlflow-artifacts";

    private final MlflowServer server;
    private final Registry registry;
    private final Store store;
    private final String experiment;

    /** @param experiment its name */
    Recorder(MlflowServer server, Registry registry, Store store, String experiment) {
        this.server = server;
        this.registry = registry;
        this.store = store;
        this.experiment = experiment;
    }

    /** Where a run is recorded. */
    private record Place(String id, String files) {
        static Place of(JsonNode run) throws IOException {
            JsonNode info = run.path("info");
            String id = info.path("run_id").asText();
            if (id.isEmpty()) {
                throw new IOException("it names no run_id: is it an MLflow server?");
            }
            return new Place(id, info.path("artifact_uri").asText());
        }
    }

    /**
     * Sends a run that has ended, and its candidate if it has one.
     *
     * @throws RefusedException if the server does not take it as it is
     * @throws IOException if the server or the store cannot be reached
     */
    void send(RunRecord run) throws IOException, InterruptedException {
        Place place = place(run);
        log(place, RunEntry.of(run));
        String file = keepModel(run, place);
        if (!file.isEmpty()) {
            tag(place, "model_file", file);
        }
        var unused = server.post(
                "runs/update",
                Map.of("run_id", place.id(), "status", status(run.phase()), "end_time", millis(ended(run))));
    }

    private Place place(RunRecord run) throws IOException, InterruptedException {
        String experimentId = experimentId();
        JsonNode found = server.post(
                "runs/search",
                Map.of(
                        "experiment_ids",
                        List.of(experimentId),
                        "filter",
                        "tags." + RunEntry.RUN + " = '" + run.run() + "'",
                        "max_results",
                        1));
        if (found.path("runs").has(0)) {
            return Place.of(found.path("runs").get(0));
        }
        JsonNode created = server.post(
                "runs/create",
                Map.of(
                        "experiment_id",
                        experimentId,
                        "run_name",
                        run.run(),
                        "start_time",
                        millis(run.startedAt()),
                        "tags",
                        List.of(pair(RunEntry.RUN, run.run()))));
        return Place.of(created.path("run"));
    }

    private String experimentId() throws IOException, InterruptedException {
        JsonNode answer;
        try {
            answer = server.get("experiments/get-by-name", Map.of("experiment_name", experiment))
                    .path("experiment");
        } catch (RefusedException e) {
            if (!e.is(Registry.UNKNOWN)) {
                throw e;
            }
            answer = server.post("experiments/create", Map.of("name", experiment));
        }
        String id = answer.path("experiment_id").asText();
        if (id.isEmpty()) {
            throw new IOException("it names no experiment_id: is it an MLflow server?");
        }
        return id;
    }

    private void log(Place place, RunEntry entry) throws IOException, InterruptedException {
        var unused = server.post(
                "runs/log-batch",
                Map.of("run_id", place.id(), "params", pairs(entry.parameters()), "tags", pairs(entry.tags())));
        List<Metric> metrics = entry.metrics();
        for (int from = 0; from < metrics.size(); from += BATCH) {
            List<Metric> some = metrics.subList(from, Math.min(metrics.size(), from + BATCH));
            unused = server.post("runs/log-batch", Map.of("run_id", place.id(), "metrics", some));
        }
    }

    /** Sends the candidate and registers it; says why where that cannot be. */
    private String keepModel(RunRecord run, Place place) throws IOException, InterruptedException {
        RunRecord.Outcome outcome = run.outcome();
        if (run.phase() != Phase.DONE || outcome == null || outcome.version().isEmpty()) {
            return "";
        }
        Optional<String> folder = folder(place);
        if (folder.isEmpty()) {
            return "not here: this server keeps files at " + place.files()
                    + ", and only what it passes on itself (--serve-artifacts) can be sent";
        }
        // A model may be larger than Java's memory.
        Path copy = Files.createTempFile("afterimage-mlflow", ".onnx");
        try {
            store.copy(Store.Kind.MODEL, outcome.version(), OnnxFile.LARGEST, copy);
            server.put(folder.get() + "/model/model.onnx", copy);
        } catch (StoreException e) {
            return "not here: " + e.getMessage();
        } finally {
            Files.delete(copy);
        }
        registry.register(outcome.version(), place.id(), place.files() + "/model");
        return "model/model.onnx";
    }

    private static Optional<String> folder(Place place) {
        try {
            URI files = new URI(place.files());
            String path = files.getRawPath();
            return PROXIED.equals(files.getScheme()) && path != null && path.startsWith("/")
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void tag(Place place, String key, String value) throws IOException, InterruptedException {
        var unused = server.post("runs/set-tag", Map.of("run_id", place.id(), "key", key, "value", value));
    }

    private static Instant ended(RunRecord run) {
        return Objects.requireNonNullElse(run.endedAt(), run.startedAt());
    }

    private static String status(Phase phase) {
        if (phase == Phase.DONE) {
            return "FINISHED";
        }
        return phase == Phase.FAILED ? "FAILED" : "KILLED";
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }

    private static List<Map<String, String>> pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> pair(field.getKey(), field.getValue()))
                .toList();
    }

    private static Map<String, String> pair(String key, String value) {
        return Map.of("key", key, "value", value);
    }
}
