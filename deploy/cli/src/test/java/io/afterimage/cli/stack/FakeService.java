package io.afterimage.cli.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for the classifier or the trainer as a child process: it is live, and not ready for want of a model. Asked for {@code
 * /end?CODE} it ends with that exit code.
 */
final class FakeService {
    private static final String LIVE = "{\"status\":\"UP\",\"checks\":[]}";
    private static final String NOT_READY =
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"classifier\",\"status\":\"DOWN\","
                    + "\"data\":{\"reason\":\"no model is live\"}}]}";

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.getInteger("quarkus.http.port", 0);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/live", exchange -> answer(exchange, 200, LIVE));
        server.createContext("/q/health/ready", exchange -> answer(exchange, 503, NOT_READY));
        server.createContext("/end", exchange -> Runtime.getRuntime()
                .halt(Integer.parseInt(exchange.getRequestURI().getQuery())));
        server.start();
        System.out.println("listening on " + server.getAddress());
    }

    private static void answer(HttpExchange exchange, int code, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
