package io.afterimage.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.events.v1.Coordinate;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RandomDrawTest {
    private static final int IMAGES = 100_000;
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theShareDrawnIsThePropensity() {
        RandomDraw draw = new RandomDraw(0.05, KEY);

        // Five standard deviations of a binomial share.
        assertThat(share(draw)).isCloseTo(draw.propensity(), within(5 * Math.sqrt(0.05 * 0.95 / IMAGES)));
    }

    @Test
    void anImageProcessedAgainIsDrawnAgain() {
        RandomDraw draw = new RandomDraw(0.5, KEY);
        RandomDraw restarted = new RandomDraw(0.5, KEY);

        assertThat(IntStream.range(0, 1000))
                .allMatch(i -> draw.draws(coordinate("a", i)) == restarted.draws(coordinate("a", i)));
    }

    @Test
    void anotherKeyOrATopicMadeAnewDrawsOthers() {
        RandomDraw draw = new RandomDraw(0.5, KEY);
        RandomDraw other = new RandomDraw(0.5, "fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
        Offset<Double> half = within(0.01);

        assertThat(agreement(i -> draw.draws(coordinate("a", i)) == other.draws(coordinate("a", i))))
                .isCloseTo(0.5, half);
        assertThat(agreement(i -> draw.draws(coordinate("a", i)) == draw.draws(coordinate("b", i))))
                .isCloseTo(0.5, half);
    }

    @Test
    void nothingAndEverythingCanBeDrawn() {
        assertThat(share(new RandomDraw(0, KEY))).isZero();
        assertThat(share(new RandomDraw(1, KEY))).isEqualTo(1);
    }

    @Test
    void aShareBeyondOneOrAShortKeyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomDraw(1.1, KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomDraw(Double.NaN, KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomDraw(0.1, new byte[8]));
    }

    private static double share(RandomDraw draw) {
        return agreement(i -> draw.draws(coordinate("a", i)));
    }

    private static double agreement(IntPredicate predicate) {
        return IntStream.range(0, IMAGES).filter(predicate).count() / (double) IMAGES;
    }

    private static Coordinate coordinate(String uuid, int i) {
        return Coordinate.newBuilder()
                .setTopicUuid(uuid)
                .setPartition(i % 8)
                .setOffset(i / 8)
                .build();
    }
}
