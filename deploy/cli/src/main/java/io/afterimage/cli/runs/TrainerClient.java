package io.afterimage.cli.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls a trainer. Its refusals become failures of the command. */
public final class TrainerClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Path token;

    /**
     * @param url of the trainer, without a path
     * @param token file with what a call that changes something must bring
     */
    public TrainerClient(String url, Path token) {
        this.url = url;
        this.token = token;
    }

    JsonNode get(String path) {
        return answer(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /** As {@link #get}; empty while the trainer is starved or starting again. */
    public Optional<JsonNode> ask(String path) {
        try {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(URI.create(url + path)).GET());
            return response.statusCode() >= SERVER_ERROR ? Optional.empty() : Optional.of(accepted(response));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    JsonNode post(String path, Map<String, ?> fields) {
        return answer(HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + secret())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Output.write(fields))));
    }

    private String secret() {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new CommandException("Cannot read the token in " + token + ": " + e.getMessage());
        }
    }

    private JsonNode answer(HttpRequest.Builder request) {
        try {
            return accepted(send(request));
        } catch (IOException e) {
            throw new CommandException("The trainer does not answer at " + url + " ("
                    + e.getClass().getSimpleName() + "). 'afterimage status' says why.");
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private static JsonNode accepted(HttpResponse<String> response) {
        JsonNode body = parse(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new CommandException("The trainer refuses: "
                    + Printable.clean(body.path("detail").asText("HTTP status " + response.statusCode())) + ".");
        }
        return body;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
