package io.afterimage.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.broker.LocalPorts;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RigOptionsTest {
    private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;

    /** A stack whose trainer came last found its port taken by a connection between the other parts. */
    @Test
    void noConnectionOfTheStackItselfTakesAPortOfTheRow() {
        int first = RigOptions.freeRow();

        assertThat(first + 3).isLessThan(FIRST_OF_OUTGOING_CONNECTIONS);
        assertThat(IntStream.range(first, first + 4)).noneMatch(LocalPorts::inUse);
    }
}
