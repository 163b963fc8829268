package io.afterimage.trainer.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An MLflow server's REST interface, version 2.0. Not through {@code mlflow-client}: that starts Python's {@code mlflow} to send a
 * file. Safe for many threads; each call is bounded in time, and its answer in size.
 */
final class MlflowServer {
    private static final String API = "/api/2.0/mlflow/";
    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int LONGEST_MESSAGE = 300;
    /** A gigabyte at some 15 Mbit/s. */
    private static final Duration FILE_TIME = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String root;
    private final Optional<Path> credentials;
    private final Duration patience;

    /**
     * @param root {@code http://host:port}, and a path where the server has one
     * @param credentials file with a token, or with {@code user:password}
     * @param patience most that any call may take but sending a file
     */
    MlflowServer(URI root, Optional<Path> credentials, Duration patience) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.root = root.toString().replaceAll("/+$", "");
        this.credentials = credentials;
        this.patience = patience;
    }

    /** Where it is, for people. */
    String root() {
        return root;
    }

    JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        String text = query.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return call(request(API + path + "?" + text).GET(), patience);
    }

    JsonNode post(String path, Map<String, ?> fields) throws IOException, InterruptedException {
        return call(json(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields))), patience);
    }

    JsonNode delete(String path, Map<String, ?> fields) throws IOException, InterruptedException {
        return call(json(path).method("DELETE", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields))), patience);
    }

    /**
     * Sends a file to where the server keeps what belongs to runs.
     *
     * @param path absolute
     */
    void put(String path, Path file) throws IOException, InterruptedException {
        var unused = call(request(FILES + path).PUT(BodyPublishers.ofFile(file)), FILE_TIME);
    }

    private HttpRequest.Builder json(String path) throws IOException {
        return request(API + path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(root + path));
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + root + path + "' is no address", e);
        }
        return credentials.isPresent() ? authorized(request, credentials.get()) : request;
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, Path credentials) throws IOException {
        try {
            return request.header("Authorization", authorization(credentials));
        } catch (IllegalArgumentException e) {
            // Its message has the secret in it.
            throw new IOException(credentials + " holds no credentials: one line of printable ASCII");
        }
    }

    /** Read anew each time: whoever changes it need not start the trainer again. */
    private static String authorization(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        return secret.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + secret;
    }

    private JsonNode call(HttpRequest.Builder request, Duration most) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request.timeout(most).build(), most);
        JsonNode body = parsed(answer.body());
        if (answer.statusCode() / 100 != 2) {
            String said = body.path("message").asText();
            throw new RefusedException(
                    answer.statusCode(),
                    body.path("error_code").asText(),
                    "it answers " + answer.statusCode() + " to "
                            + answer.request().method() + " "
                            + answer.request().uri().getPath() + ": " + line(said));
        }
        return body;
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration most) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, head -> new LimitedBody(LARGEST_ANSWER));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "it does not answer: " + cause.getClass().getSimpleName() + " " + line(cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("it does not answer within " + most.toSeconds() + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            // A proxy's page, or a file's empty answer: what is asked of it is missing.
            return MissingNode.getInstance();
        }
    }

    private static String line(@Nullable String text) {
        String line = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ");
        return line.substring(0, Math.min(LONGEST_MESSAGE, line.length()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
