package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStatusTest {
    @ParameterizedTest
    @CsvSource({"STARTING, the stack is still starting", "STUCK, topics have settings that would lose data"})
    void aStackWithoutAClassifierSaysWhetherItStillStartsOrWaitsForARepair(StackFile.Phase phase, String reason) {
        assertThat(status(phase).reason()).startsWith(reason);
    }

    @Test
    void itIsNotReadyWhileItWaits() {
        assertThat(status(StackFile.Phase.STUCK).ready()).isFalse();
    }

    private static StackStatus status(StackFile.Phase phase) {
        StackFile file = new StackFile(
                "127.0.0.1:1", "afterimage.", "store", StackFile.Pid.of(ProcessHandle.current()), List.of(), phase);
        return new LocalStatus(file, () -> Reported.failed("")).read();
    }
}
