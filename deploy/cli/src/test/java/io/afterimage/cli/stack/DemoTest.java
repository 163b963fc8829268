package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The demo as a stranger runs it, with what the build made. A long test, as {@link PhotosTest} is, and alone: its cameras, its
 * annotator and its training go by the clock.
 */
@Tag("long")
@Isolated
class DemoTest {
    private static final Duration MOST = Duration.ofMinutes(12);

    private final Installed afterimage =
            new Installed(Path.of("../..").toAbsolutePath().normalize());

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theAccuracyFallsAndRecoversAndEachImageHasItsOneLabel() throws Exception {
        Ports ports = new Ports(Installed.freePorts());
        Installed.Ended demo = afterimage.run(MOST, "demo", "--port", Integer.toString(ports.first()), "--json");

        assertThat(demo.code()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("Up: open the console at http://127.0.0.1:" + ports.trainer() + "/#token=");
        JsonNode figures = last(demo.output().lines().toList());
        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly(
                        "accuracy_before",
                        "accuracy_low",
                        "accuracy_after",
                        "seconds",
                        "images",
                        "labels",
                        "lost",
                        "doubled",
                        "versions",
                        "estimates");
        double before = figures.get("accuracy_before").asDouble();
        double low = figures.get("accuracy_low").asDouble();
        double after = figures.get("accuracy_after").asDouble();
        assertThat(before).isGreaterThan(.85);
        assertThat(low).isLessThan(before - .25);
        assertThat(after).isGreaterThan(low + .15);
        assertThat(figures.get("labels")).isEqualTo(figures.get("images"));
        assertThat(figures.get("lost").asInt()).isZero();
        assertThat(figures.get("doubled").asInt()).isZero();
        assertThat(figures.get("versions")).hasSize(2);
        assertThat(figures.get("estimates")).hasSize(2);
    }

    private static JsonNode last(List<String> lines) throws IOException {
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }
}
