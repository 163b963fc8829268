package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.broker.LocalPorts;
import io.afterimage.broker.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> said = new ArrayList<>();
    private final List<Child> started = new ArrayList<>();
    private Instant now = START;

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void killAll() throws Exception {
        for (Child child : started) {
            child.kill();
        }
    }

    @Test
    void oneThatDiesIsStartedAgainAfterTheBackOff() throws Exception {
        Child child = child(FakeService.class);
        ChildProcess first = child.launch();
        first.kill();

        assertThat(child.check()).isFalse();
        assertThat(said)
                .singleElement()
                .asString()
                .matches("stand-in ended with exit code 137; it is started again in 1 s; see .*stand-in.log");
        now = START.plusMillis(900);
        assertThat(child.check()).isFalse();
        now = START.plusMillis(1000);
        assertThat(child.check()).isTrue();

        assertThat(child.process())
                .get()
                .isNotSameAs(first)
                .extracting(ChildProcess::alive)
                .isEqualTo(true);
        assertThat(said).last().asString().startsWith("stand-in is started again, process ");
    }

    @Test
    void oneThatIsNotLiveForAMinuteIsKilled() throws Exception {
        Child child = child(Deaf.class);
        ChildProcess process = child.launch();

        for (int second = 0; second <= 62; second += 2) {
            now = START.plusSeconds(second);
            child.check();
        }

        assertThat(process.alive()).isFalse();
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("stand-in has not been live for 60 s (it does not answer on ");
    }

    @Test
    void oneThatIsLiveIsLeftAlone() throws Exception {
        Child child = child(FakeService.class);
        ChildProcess process = child.launch();
        Until.holds(
                "the stand-in is live", () -> child.service().endpoint().live().up());

        now = START.plus(Duration.ofHours(1));
        child.check();

        assertThat(process.alive()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftBehindGoesWithTheNextStart() throws Exception {
        Path library =
                Files.createDirectories(folder.resolve("tmp/onnxruntime-java1")).resolve("libonnxruntime.so");
        Files.writeString(library, "40 MB");

        child(FakeService.class).launch();

        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    private Child child(Class<?> program) throws Exception {
        int port = LocalPorts.free();
        List<String> java = List.of(
                "-Xmx64m",
                "-Dquarkus.http.port=" + port,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
        HttpService service = new HttpService(
                "stand-in",
                new Endpoint("http://127.0.0.1:" + port),
                java,
                folder.resolve("stand-in.log"),
                folder.resolve("tmp"));
        Child child = new Child(service, BackOff.standard(), () -> now, said::add);
        started.add(child);
        return child;
    }

    /** A program that runs and answers nobody. */
    static final class Deaf {
        private Deaf() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().join();
        }
    }
}
