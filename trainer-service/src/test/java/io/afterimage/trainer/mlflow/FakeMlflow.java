package io.afterimage.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of an MLflow server as runs need, after its REST schema: it keeps what it is sent, and fails where it is told to. */
final class FakeMlflow implements AutoCloseable {
    private static final String API = "/api/2.0/mlflow/";
    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final Pattern TAG = Pattern.compile("tags\\.(\\w+) = '([^']*)'");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, String> experiments = new ConcurrentHashMap<>();
    final Map<String, Entry> runs = new ConcurrentHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<Version> versions = new CopyOnWriteArrayList<>();
    final Map<String, String> aliases = new ConcurrentHashMap<>();
    final List<String> credentials = new CopyOnWriteArrayList<>();
    /** What it answers with, by the end of the path. */
    final Map<String, Failure> failures = new ConcurrentHashMap<>();

    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final String fileRoot;
    private final HttpServer server;

    /** A failure that it answers with. */
    record Failure(int status, String body) {
        static Failure of(int status, String code) {
            return new Failure(status, "{\"error_code\": \"" + code + "\", \"message\": \"told to\"}");
        }
    }

    /** A run there. */
    static final class Entry {
        final Map<String, String> parameters = new ConcurrentHashMap<>();
        final Map<String, String> tags = new ConcurrentHashMap<>();
        final Set<JsonNode> metrics = ConcurrentHashMap.newKeySet();
        volatile String status = "RUNNING";
    }

    record Version(String number, String source, String run, String hash) {}

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Refusal(int status, String code) {
            this.failure = Failure.of(status, code);
        }
    }

    /** @param fileRoot what runs are told of where their files go, without a slash at its end */
    FakeMlflow(String fileRoot) throws IOException {
        this.fileRoot = fileRoot;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The run with this id of ours. */
    Entry run(String ours) {
        return runs.values().stream()
                .filter(run -> ours.equals(run.tags.get(RunEntry.RUN)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        credentials.add(sent == null ? "" : sent);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Failure failure = failures.entrySet().stream()
                .filter(one -> path.endsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (failure == null) {
            failure = done(exchange, path, body);
        }
        byte[] text = failure.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(failure.status(), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private Failure done(HttpExchange exchange, String path, byte[] body) throws IOException {
        try {
            if (path.startsWith(FILES)) {
                files.put(path.substring(FILES.length()), body);
                return new Failure(200, "{}");
            }
            String call = exchange.getRequestMethod() + " " + path.substring(API.length());
            String query = exchange.getRequestURI().getRawQuery();
            JsonNode fields = query == null ? JSON.readTree(body) : JSON.valueToTree(parsed(query));
            return new Failure(200, JSON.writeValueAsString(call(call, fields)));
        } catch (Refusal e) {
            return e.failure;
        }
    }

    private static Map<String, String> parsed(String query) {
        Map<String, String> fields = new ConcurrentHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private Map<String, Object> call(String call, JsonNode fields) throws Refusal {
        return switch (call) {
            case "GET experiments/get-by-name" ->
                Map.of(
                        "experiment",
                        Map.of(
                                "experiment_id",
                                experiment(fields.path("experiment_name").asText())));
            case "POST experiments/create" -> {
                String id = Integer.toString(experiments.size());
                experiments.put(fields.path("name").asText(), id);
                yield Map.of("experiment_id", id);
            }
            case "POST runs/search" ->
                Map.of("runs", runsWith(fields.path("filter").asText()));
            case "POST runs/create" -> {
                String id = "run" + runs.size();
                Entry run = new Entry();
                tag(run, fields.path("tags"));
                runs.put(id, run);
                yield Map.of("run", Map.of("info", info(id)));
            }
            case "POST runs/log-batch" -> {
                log(known(fields), fields);
                yield Map.of();
            }
            case "POST runs/set-tag" -> {
                known(fields)
                        .tags
                        .put(fields.path("key").asText(), fields.path("value").asText());
                yield Map.of();
            }
            case "POST runs/update" -> {
                known(fields).status = fields.path("status").asText();
                yield Map.of();
            }
            default -> registry(call, fields);
        };
    }

    private Map<String, Object> registry(String call, JsonNode fields) throws Refusal {
        String model = fields.path("name").asText();
        String alias = fields.path("alias").asText();
        switch (call) {
            case "POST registered-models/create" -> {
                if (!models.add(model)) {
                    throw new Refusal(400, "RESOURCE_ALREADY_EXISTS");
                }
            }
            case "POST model-versions/create" ->
                versions.add(new Version(
                        Integer.toString(versions.size() + 1),
                        fields.path("source").asText(),
                        fields.path("run_id").asText(),
                        fields.path("tags").path(0).path("value").asText()));
            case "POST registered-models/alias" ->
                aliases.put(alias, fields.path("version").asText());
            case "DELETE registered-models/alias" -> {
                if (!models.contains(model)) {
                    throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST");
                }
                aliases.remove(alias);
            }
            case "GET model-versions/search" -> {
                return Map.of(
                        "model_versions", versionsWith(fields.path("filter").asText()));
            }
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND");
        }
        return Map.of();
    }

    private String experiment(String name) throws Refusal {
        String id = experiments.get(name);
        if (id == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST");
        }
        return id;
    }

    private Entry known(JsonNode fields) throws Refusal {
        Entry run = runs.get(fields.path("run_id").asText());
        if (run == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST");
        }
        return run;
    }

    /** A parameter can be written again, but not changed; a metric that is there is there. */
    private static void log(Entry run, JsonNode fields) throws Refusal {
        if (fields.path("params").size() > 100 || fields.path("metrics").size() > 1000) {
            throw new Refusal(400, "INVALID_PARAMETER_VALUE");
        }
        for (JsonNode parameter : fields.path("params")) {
            String value = parameter.path("value").asText();
            String before = run.parameters.put(parameter.path("key").asText(), value);
            if (before != null && !before.equals(value)) {
                throw new Refusal(400, "INVALID_PARAMETER_VALUE");
            }
        }
        tag(run, fields.path("tags"));
        fields.path("metrics").forEach(run.metrics::add);
    }

    private static void tag(Entry run, JsonNode tags) {
        tags.forEach(
                tag -> run.tags.put(tag.path("key").asText(), tag.path("value").asText()));
    }

    private List<Map<String, Object>> runsWith(String filter) {
        return runs.entrySet().stream()
                .filter(run -> wanted(filter).equals(run.getValue().tags.get(RunEntry.RUN)))
                .map(run -> Map.<String, Object>of("info", info(run.getKey())))
                .toList();
    }

    private List<Map<String, String>> versionsWith(String filter) {
        return versions.stream()
                .filter(version -> version.hash().equals(wanted(filter)))
                .map(version -> Map.of("version", version.number()))
                .toList();
    }

    private Map<String, String> info(String id) {
        return Map.of("run_id", id, "artifact_uri", fileRoot + "/0/" + id + "/artifacts");
    }

    private static String wanted(String filter) {
        Matcher tag = TAG.matcher(filter);
        return tag.find() ? String.valueOf(tag.group(2)) : "";
    }
}
