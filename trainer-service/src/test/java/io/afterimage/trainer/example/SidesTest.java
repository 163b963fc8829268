package io.afterimage.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Side;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SidesTest {
    private static final int GROUPS = 20_000;

    @Test
    void aboutSeventyPercentTrainFifteenValidateAndFifteenTest() {
        var counts = IntStream.range(0, GROUPS)
                .mapToObj(i -> sides("secret").of("group " + i))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts.getOrDefault(Side.TRAIN, 0L) / (double) GROUPS).isCloseTo(0.70, Offset.offset(0.02));
        assertThat(counts.getOrDefault(Side.VALIDATION, 0L) / (double) GROUPS).isCloseTo(0.15, Offset.offset(0.02));
        assertThat(counts.getOrDefault(Side.TEST, 0L) / (double) GROUPS).isCloseTo(0.15, Offset.offset(0.02));
    }

    @Test
    void theSideOfAGroupHangsOnItsNameAndTheKeyAlone() {
        long moved = IntStream.range(0, GROUPS)
                .mapToObj(i -> "group " + i)
                .filter(group -> sides("secret").of(group) != sides("other").of(group))
                .count();

        assertThat(sides("secret").of("a")).isEqualTo(sides("secret").of("a"));
        assertThat(moved).isGreaterThan(GROUPS / 4);
    }

    private static Sides sides(String key) {
        return new Sides(key.getBytes(StandardCharsets.UTF_8));
    }
}
