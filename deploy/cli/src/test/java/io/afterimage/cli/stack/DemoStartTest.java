package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger is told where the demo cannot begin. */
class DemoStartTest {
    @TempDir
    private Path folder = Path.of("");

    private Path home = Path.of("");
    private Path data = Path.of("");
    private Installed afterimage = new Installed(Path.of(""));
    private int port;

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        afterimage = Installed.in(home);
        data = folder.resolve("data");
        port = Installed.freePorts();
    }

    @Test
    void withoutTheStarterModelNothingIsStarted() throws Exception {
        Installed.Ended demo = demo();

        assertThat(demo.code()).isEqualTo(1);
        assertThat(demo.output())
                .startsWith("afterimage: ")
                .contains("starter.onnx is missing", "bench starter --make")
                .hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws Exception {
        Path starter = new Installation(home).starter();
        Files.createDirectories(starter.getParent());
        Files.writeString(starter, "not looked at before the ports are");
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Installed.Ended demo = demo();

            assertThat(demo.code()).isEqualTo(1);
            assertThat(demo.output())
                    .contains("The stack ended: Port " + taken.getLocalPort() + ", meant for Kafka, is in use.")
                    .contains("--port N");
        }
    }

    private Installed.Ended demo() throws Exception {
        return afterimage.run("demo", "--port", Integer.toString(port), "--data", data.toString());
    }
}
