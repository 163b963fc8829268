package io.afterimage.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a child answers when it is asked how it is.
 *
 * @param up whether all is well
 * @param reason why not, or what to know all the same; may be empty where it is
 */
public record Health(boolean up, String reason) {
    static final Health UP = new Health(true, "");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS =
            Math.toIntExact(Duration.ofSeconds(2).toMillis());

    static Health down(String reason) {
        return new Health(false, reason);
    }

    /** Asks a MicroProfile Health endpoint. No answer within two seconds is an answer as well. */
    static Health of(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            boolean ok = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = ok ? connection.getInputStream() : connection.getErrorStream()) {
                return parse(body == null ? new byte[0] : body.readAllBytes());
            }
        } catch (IOException e) {
            return down("it does not answer on " + url);
        }
    }

    /** Reads the answer of such an endpoint. */
    static Health parse(byte[] json) throws IOException {
        JsonNode answer = JSON.readTree(json);
        if (answer.path("status").asText().equals("UP")) {
            return new Health(true, notices(answer));
        }
        String reasons = StreamSupport.stream(answer.path("checks").spliterator(), false)
                .filter(check -> !check.path("status").asText().equals("UP"))
                .map(Health::reason)
                .collect(Collectors.joining("; "));
        return down(reasons.isEmpty() ? "it gives no reason" : reasons);
    }

    /** What a service says though all is well, such as that it stands by. */
    private static String notices(JsonNode answer) {
        return StreamSupport.stream(answer.path("checks").spliterator(), false)
                .map(check -> check.path("data").path("reason").asText())
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String reason(JsonNode check) {
        String reason = check.path("data").path("reason").asText();
        return reason.isEmpty() ? check.path("name").asText() : reason;
    }
}
