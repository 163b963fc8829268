package io.afterimage.classifier.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.afterimage.classifier.infer.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OtlpTest {
    @Test
    void spansReachTheCollector() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpServer collector = collector(requests);
        Tracing tracing = tracing(collector.getAddress().getPort());
        try {
            tracing.trace(image(), new RecordHeaders(), new RecordHeaders());

            assertThat(requests.poll(20, TimeUnit.SECONDS))
                    .startsWith("/v1/traces ")
                    .contains("process images", "afterimage-classifier", "instance-1");
        } finally {
            tracing.close();
            collector.stop(0);
        }
    }

    @Test
    void closingSendsWhatIsStillWaiting() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpServer collector = collector(requests);
        try {
            Tracing tracing = tracing(collector.getAddress().getPort());
            tracing.trace(image(), new RecordHeaders(), new RecordHeaders());

            tracing.close();

            assertThat(requests).hasSize(1);
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void aCollectorThatIsAwayTakesNothingFromTheImages() {
        try (Tracing tracing = tracing(1)) {
            for (int i = 0; i < 20_000; i++) {
                Headers label = new RecordHeaders();
                tracing.trace(image(), new RecordHeaders(), label);
                assertThat(label.lastHeader("traceparent")).isNotNull();
            }
        }
    }

    @Test
    void whatIsNoHttpUrlIsRefused() {
        assertThatThrownBy(() -> Otlp.sink(URI.create("collector:4318"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Tracing tracing(int port) {
        URI collector = URI.create("http://127.0.0.1:" + port + "/v1/traces");
        return Tracing.to(Otlp.sink(collector), 1, "instance-1", Clock.systemUTC());
    }

    private static Tracing.Image image() {
        return new Tracing.Image("images", 0, 7, "LABELLED", new Timing());
    }

    private static HttpServer collector(BlockingQueue<String> requests) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
