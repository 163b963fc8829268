package io.afterimage.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command against a trainer that always says the same. */
class AccuracyTest {
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private volatile String answer = "{}";
    private HttpServer trainer;

    @BeforeEach
    void listen() throws IOException {
        trainer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trainer.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        trainer.start();
    }

    @AfterEach
    void stop() {
        trainer.stop(0);
    }

    @Test
    void anEstimateHasItsIntervalAndItsBounds() {
        answer = "{\"version\": 3, \"drawn\": 120, \"not_blind\": 12, \"forgotten\": 0, \"answered\": 80,"
                + " \"groups\": 75, \"accuracy\": 0.95, \"low\": 0.88,"
                + " \"high\": 0.985, \"least\": 0.633, \"most\": 0.967, \"contradictions\":"
                + " [{\"kind\": \"person\", \"name\": \"tr\\u001boll\", \"compared\": 40, \"contradicting\": 39}]}";

        Run run = accuracy("3");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(asked.get()).isEqualTo("/v1/accuracy?version=3");
        assertThat(run.out())
                .containsExactly(
                        "version 3: 95.0% right, with 95% certainty 88.0 to 98.5%: 80 of 120 drawn images answered, in 75"
                                + " groups. Whatever the others are, 63.3 to 96.7%",
                        "12 drawn images were answered by people who may have seen the prediction: left out",
                        "person 'tr\uFFFDoll' contradicts most of the others in 39 of 40 answers");
    }

    @Test
    void withoutAnswersNothingIsMadeUp() {
        answer = "{\"version\": 1, \"drawn\": 7, \"accuracy\": null, \"contradictions\": []}";

        Run run = accuracy();

        assertThat(asked.get()).endsWith("version=live");
        assertThat(run.out()).singleElement().asString().startsWith("version 1: not known. Of 7 images");
    }

    private Run accuracy(String... version) {
        String url = "http://127.0.0.1:" + trainer.getAddress().getPort();
        return version.length == 0
                ? TestTask.command("accuracy", "--trainer", url)
                : TestTask.command("accuracy", version[0], "--trainer", url);
    }
}
