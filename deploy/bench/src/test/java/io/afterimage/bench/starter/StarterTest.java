package io.afterimage.bench.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.bench.Bench;
import io.afterimage.cli.stack.Installation;
import io.afterimage.scenes.Condition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

class StarterTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final StarterExam EXAM = new StarterExam(80, 99, 2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theStarterKnowsItsSignsByDayAndHardlyAtNight() throws Exception {
        Map<Condition, Double> accuracy = EXAM.accuracy(Files.readAllBytes(new Installation(HOME).starter()));

        assertThat(accuracy.keySet()).containsExactlyElementsOf(Condition.ALL);
        assertThat(accuracy).allSatisfy((condition, share) -> {
            if (condition.byDay()) {
                assertThat(share).as(condition.name()).isGreaterThan(.8);
            } else {
                assertThat(share).as(condition.name()).isLessThan(.7);
            }
        });
    }

    @Test
    @Tag("long")
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void madeTwiceItIsTheSameFile() throws Exception {
        Path first = make("first.onnx");
        Path second = make("second.onnx");

        assertThat(first).hasSameBinaryContentAs(second);
    }

    /** After a build, since it takes the trainer's libraries as they lie there. */
    private Path make(String name) {
        System.setProperty("afterimage.home", HOME.toString());
        Path file = folder.resolve(name);
        StringWriter said = new StringWriter();
        CommandLine line = Bench.commandLine();
        line.setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said, true));
        int code = line.execute(
                "bench", "starter", "--make", file.toString(), "--examples", "200", "--epochs", "1", "--each", "1");
        assertThat(code).as(said.toString()).isZero();
        return file;
    }
}
