package io.afterimage.trainer.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A trainer whose answers the tests decide: the page is the real one, fetched from the service; what is under
 * {@code /v1} is played. It can be away, which closes every connection without an answer. Safe for many threads.
 */
final class PlayedTrainer implements AutoCloseable {
    static final String TOKEN = "secret";

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> KEPT_HEADERS =
            List.of("Content-Type", "Content-Security-Policy", "Cache-Control");
    private static final int MOST_EVENTS = 1_000;

    private final URI page;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PlayedReview review = new PlayedReview();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<BlockingQueue<String>> readers = new CopyOnWriteArrayList<>();
    private volatile boolean expired;
    private volatile boolean away;
    private volatile boolean closed;

    /** What the page asked to be changed. */
    record Post(String path, JsonNode body) {}

    PlayedTrainer(URI page) throws IOException {
        this.page = page;
        PlayedAnswers.all().forEach(told::put);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    PlayedReview review() {
        return review;
    }

    /** What a path says from now on. */
    void tell(String path, String json) {
        told.put(path, json);
    }

    /** Tells everyone who follows. */
    void happen(String kind, String json) {
        readers.forEach(reader -> reader.add("event: " + kind + "\ndata: " + json.replace("\n", "") + "\n\n"));
    }

    boolean followed() {
        return !readers.isEmpty();
    }

    /** From now on images are past retention. */
    void expireImages() {
        expired = true;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** All posts to one path. */
    List<JsonNode> posts(String path) {
        return posts.stream()
                .filter(post -> post.path().equals(path))
                .map(Post::body)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!path.startsWith("/v1/")) {
                serve(exchange);
            } else if (!away) {
                answer(exchange, path);
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith("/stream")) {
            stream(exchange);
        } else if (expired && path.startsWith("/v1/images/")) {
            sendJson(exchange, 410, problem("IMAGE_EXPIRED"));
        } else if (path.startsWith("/v1/images/") || path.endsWith("/image")) {
            send(exchange, 200, "image/png", PlayedAnswers.picture(path));
        } else if (exchange.getRequestMethod().equals("POST")) {
            change(exchange, path);
        } else {
            String json = told.get(path);
            sendJson(exchange, json == null ? 404 : 200, json == null ? problem("PATH_UNKNOWN") : json);
        }
    }

    private void change(HttpExchange exchange, String path) throws IOException {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            sendJson(exchange, 401, problem("TOKEN_WRONG"));
            return;
        }
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        posts.add(new Post(path, body));
        String json = review.handles(path) ? review.answer(path, body) : told.getOrDefault("POST " + path, "{}");
        if (!json.isEmpty()) {
            sendJson(exchange, 200, json);
        }
    }

    private static String problem(String reason) {
        return "{\"reason\": \"" + reason + "\", \"detail\": \"as the test has it\"}";
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        BlockingQueue<String> events = new LinkedBlockingQueue<>(MOST_EVENTS);
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, ": hello\n\n");
            readers.add(events);
            while (!away && !closed) {
                String event = events.poll(50, TimeUnit.MILLISECONDS);
                if (event != null) {
                    write(out, event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.remove(events);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(page.resolve(exchange.getRequestURI().getRawPath()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            KEPT_HEADERS.forEach(
                    name -> answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                            .set(name, value)));
            write(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendJson(HttpExchange exchange, int status, String json) throws IOException {
        send(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        write(exchange, status, body);
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
