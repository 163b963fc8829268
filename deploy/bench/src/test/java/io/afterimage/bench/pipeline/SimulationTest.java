package io.afterimage.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    @Test
    void aRunAnImageAndTheLargestBatch() {
        Simulation simulation = Simulation.parse("40ms+1ms,16");

        assertThat(simulation).isEqualTo(new Simulation(Duration.ofMillis(40), Duration.ofMillis(1), 16));
        assertThat(simulation.text()).isEqualTo("40ms+1ms,16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40+1,16", "40ms", "40ms+1ms", "40ms+1ms,", "-1ms+1ms,16", "40ms+1ms,0", "0ms+0ms,16"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Simulation.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
