package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.output.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoResultTest {
    @Test
    void theLastLineHasAllFiguresInOrder() {
        assertThat(Output.write(result(new Tally(4, 3), 0, 0).fields()))
                .isEqualTo(
                        "{\"accuracy_before\":0.95,\"accuracy_low\":0.3333,\"accuracy_after\":0.75,\"seconds\":154.3,"
                                + "\"images\":30,\"labels\":29,\"lost\":0,\"doubled\":0,\"versions\":[\"0123456789ab\",\"b\"],"
                                + "\"estimates\":[{\"version\":\"b\",\"answered\":12,\"estimate\":0.7,\"low\":0.6,"
                                + "\"high\":0.8,\"truth\":0.75,\"covers\":true}]}");
    }

    @Test
    void itWentWellIfItRecoveredAndEachImageHasItsOneLabel() {
        assertThat(result(new Tally(4, 3), 0, 0).well()).isTrue();
        assertThat(result(new Tally(20, 12), 0, 0).well()).isFalse();
        assertThat(result(new Tally(20, 13), 0, 0).well()).isTrue();
        assertThat(result(Tally.NONE, 0, 0).well()).isFalse();
        assertThat(result(new Tally(4, 3), 1, 0).well()).isFalse();
        assertThat(result(new Tally(4, 3), 0, 1).well()).isFalse();
    }

    @Test
    void itSaysWhyItFailed() {
        assertThat(result(new Tally(4, 3), 0, 0).text()).contains("deploy/afterimage up");
        assertThat(result(new Tally(4, 3), 2, 1).text())
                .contains("2 images have no label")
                .contains("1 labels");
        assertThat(result(new Tally(4, 1), 0, 0).text()).contains("hardly better at night");
    }

    private static DemoResult result(Tally after, int lost, int doubled) {
        return new DemoResult(
                new Tally(20, 19),
                new Tally(6, 2),
                after,
                154.26,
                30,
                29,
                lost,
                doubled,
                List.of("0123456789abcdef", "b"),
                List.of(new Estimate("b", 12, .7, .6, .8, new Tally(4, 3))));
    }
}
