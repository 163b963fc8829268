package io.afterimage.classifier.upload.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.classifier.TestTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A client that behaves, and a socket for one that does not. */
final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    /** An answer whose body is JSON. */
    record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {
        String text(String key) {
            return body.path(key).asText();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    static HttpRequest.Builder upload(URI uri, byte[] image) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + TestTask.TOKEN)
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(image));
    }

    /** A form with the file part {@code image} and one field. */
    static HttpRequest form(URI uri, String field, String value, byte[] image) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String begin = "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../../x.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n";
        body.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(image);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return upload(uri, body.toByteArray())
                .setHeader("Content-Type", "multipart/form-data; boundary=b")
                .build();
    }

    static Answer send(HttpRequest request) throws Exception {
        return answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    static CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Http::answer);
    }

    static Answer get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()), response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }

    /** The head of an upload, as the test wants it. */
    static String head(String target, String... headers) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nAuthorization: Bearer "
                + TestTask.TOKEN + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** Writes bytes to a socket and tells the status lines and bodies that come back until the server closes. */
    static String raw(int port, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return readAnswer(socket.getInputStream());
        }
    }

    /** Reads until a whole problem or the end. */
    private static String readAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.write(next);
            if (next == '}') {
                break;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
