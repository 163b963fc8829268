package io.afterimage.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.model.SimulatedAccelerator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {
    private static final Device GPU = new SimulatedAccelerator(Duration.ZERO, Duration.ZERO, 4);
    private static final DeviceChoice.Finder WITHOUT_GPU = index -> {
        throw new DeviceUnavailableException("no driver");
    };

    @Test
    void autoTakesTheFirstGpuWhereItWorks() throws Exception {
        DeviceChoice choice = DeviceChoice.of("auto", index -> {
            assertThat(index).isZero();
            return GPU;
        });

        assertThat(choice.device()).isSameAs(GPU);
        assertThat(choice.why()).isEqualTo("found by auto");
    }

    @Test
    void autoTakesTheCpuElseAndSaysWhy() throws Exception {
        DeviceChoice choice = DeviceChoice.of("auto", WITHOUT_GPU);

        assertThat(choice.device().name()).isEqualTo("cpu");
        assertThat(choice.why()).isEqualTo("no GPU: no driver");
    }

    @Test
    void theCpuIsTakenWithoutALookAtGpus() throws Exception {
        DeviceChoice choice = DeviceChoice.of("cpu", index -> {
            throw new AssertionError("looked");
        });

        assertThat(choice.device().name()).isEqualTo("cpu");
        assertThat(choice.why()).isEmpty();
    }

    @Test
    void aGpuAskedForByNumberIsTakenOrRefusedWithTheReasonButNeverReplaced() throws Exception {
        DeviceChoice choice = DeviceChoice.of("cuda:3", index -> {
            assertThat(index).isEqualTo(3);
            return GPU;
        });
        assertThat(choice.device()).isSameAs(GPU);

        assertThatThrownBy(() -> DeviceChoice.of("cuda:3", WITHOUT_GPU))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessage("cuda:3 cannot be used: no driver");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda", "cuda:", "cuda:-1", "cuda:1234", "CPU", "cuda:0 ", "cuda:\n0"})
    void whatIsNoDeviceIsRefused(String asked) {
        assertThat(DeviceChoice.isValid(asked)).isFalse();
        assertThatThrownBy(() -> DeviceChoice.of(asked, index -> GPU))
                .hasMessage("afterimage.device must be auto, cpu or cuda:N with a number N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:15"})
    void whatIsADeviceIsKnown(String asked) {
        assertThat(DeviceChoice.isValid(asked)).isTrue();
    }
}
