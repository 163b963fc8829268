package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up, down and status as their user runs them, with a real broker. */
class LocalStackTest {
    @TempDir
    private Path folder = Path.of("");

    private Path data = Path.of("");
    private Installed afterimage = new Installed(Path.of(""));
    private int port;

    @BeforeEach
    void install() throws Exception {
        afterimage = Installed.in(Files.createDirectory(folder.resolve("home")));
        data = folder.resolve("data");
        port = Installed.freePorts();
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        afterimage.run("down", "--data", data.toString());
    }

    @Test
    void aStackComesUpSurvivesDeathsAndGoesDown() throws Exception {
        Installed.Ended up = up();
        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output())
                .contains(
                        "Afterimage is up.",
                        "127.0.0.1:" + port,
                        "There is no starter model in ",
                        "afterimage models import FILE.onnx")
                .contains("/#token="
                        + Files.readString(data.resolve("secrets/http.token")).strip());

        assertThat(markers()).containsExactly(Long.toString(stack().supervisor().pid()));

        Installed.Ended status = run("status", "--json");
        assertThat(status.code()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(status.output());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("ready", "reason", "live_model", "devices", "services", "upload_url", "token_file");
        assertThat(json.at("/services/0").fieldNames()).toIterable().containsExactly("name", "pid", "url", "ready");
        assertThat(json.at("/ready").asBoolean()).isFalse();
        assertThat(json.at("/reason").asText()).isEqualTo("classifier: no model is live; trainer: no model is live");
        assertThat(json.at("/live_model").isNull()).isTrue();
        assertThat(json.at("/services/0/ready").asBoolean()).isTrue();

        Installed.Ended second = up();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.output())
                .startsWith("afterimage: A stack is already up in " + data)
                .hasLineCount(1);

        StackFile.Pid classifier = stack().services().get(1).process();
        kill(classifier);
        Until.holds(
                "the classifier has another process",
                () -> !stack().services().get(1).process().equals(classifier));
        assertThat(supervisorLog())
                .containsPattern(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ classifier ended with exit code 137; it is started again in 1 s");

        StackFile before = stack();
        kill(before.supervisor());
        assertThat(run("status").output()).startsWith("not ready: the supervisor was killed");
        Installed.Ended again = up();
        assertThat(again.code()).as(again.output()).isZero();
        assertThat(again.output())
                .contains(
                        "Stopping trainer, process ",
                        "Stopping classifier, process ",
                        "Stopping broker, process ",
                        "Afterimage is up.");
        assertThat(before.services())
                .noneMatch(service -> service.process().handle().isPresent());

        StackFile last = stack();
        Installed.Ended down = run("down");
        assertThat(down.code()).isZero();
        assertThat(down.output()).startsWith("Stopped.");
        assertThat(last.services())
                .noneMatch(service -> service.process().handle().isPresent());
        assertThat(last.alive()).isFalse();
        assertThat(markers()).doesNotContain(Long.toString(last.supervisor().pid()));
        assertThat(run("down")).isEqualTo(new Installed.Ended(0, "Nothing is up in " + data + System.lineSeparator()));
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
            Installed.Ended up = up();

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output())
                    .startsWith("afterimage: Port " + taken.getLocalPort() + ", meant for the classifier, is in use.")
                    .contains("--port")
                    .hasLineCount(1);
        }
    }

    @Test
    void aModelFileThatIsNotThereIsSaidInOneLine() throws Exception {
        Installed.Ended up = run("up", "--model", "none.onnx", "--labels", "none.txt");

        assertThat(up)
                .isEqualTo(
                        new Installed.Ended(1, "afterimage: Cannot read the file none.onnx" + System.lineSeparator()));
    }

    @Test
    void labelsAreOfNoUseWithoutTheirModel() throws Exception {
        assertThat(run("up", "--labels", "none.txt").code()).isEqualTo(2);
    }

    @Test
    void nothingUpIsNotReady() throws Exception {
        Installed.Ended status = run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.output()).startsWith("not ready: nothing is up in " + data);
    }

    private Installed.Ended up() throws Exception {
        return run("up", "--detach", "--port", Integer.toString(port));
    }

    private Installed.Ended run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return afterimage.run(all.toArray(String[]::new));
    }

    private StackFile stack() throws Exception {
        return StackFile.read(data).orElseThrow();
    }

    /** What keeps the launcher from building below a running stack. */
    private List<String> markers() throws Exception {
        try (Stream<Path> files = Files.list(afterimage.home().resolve("target/stacks"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String supervisorLog() throws Exception {
        return Files.readString(data.resolve("logs/supervisor.log"));
    }

    private static void kill(StackFile.Pid process) throws Exception {
        process.handle().orElseThrow().destroyForcibly();
        Until.holds("the process is gone", () -> process.handle().isEmpty());
    }
}
