package io.afterimage.trainer.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.review.Frames;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void percentilesAreThoseOfTheNewestLabels() {
        Latencies latencies = new Latencies();
        assertThat(latencies.percentile(0.5)).isNull();

        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(Duration.ofMillis(millis));
        }
        assertThat(latencies.percentile(0.5)).isEqualTo(50);
        assertThat(latencies.percentile(0.95)).isEqualTo(95);

        for (int i = 0; i < 2048; i++) {
            latencies.add(Duration.ofMillis(7));
        }
        assertThat(latencies.percentile(0.95)).isEqualTo(7);
    }

    @Test
    void aClockThatIsWrongSpoilsNoNumber() {
        Latencies latencies = new Latencies();

        latencies.add(Duration.ofSeconds(-5));
        assertThat(latencies.percentile(1)).isZero();

        latencies.add(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(latencies.percentile(1)).isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void aMinuteForgetsWhatIsOlder() {
        Minute minute = new Minute();
        minute.add("old", Frames.NOON);
        minute.add("new", Frames.NOON.plusSeconds(30));
        minute.add("new", Frames.NOON.plusSeconds(30));

        assertThat(minute.counts(Frames.NOON.plusSeconds(59))).isEqualTo(Map.of("old", 1, "new", 2));
        assertThat(minute.counts(Frames.NOON.plusSeconds(60))).isEqualTo(Map.of("new", 2));
        assertThat(minute.rate(10, Frames.NOON.plusSeconds(31))).isEqualTo(0.2);
    }

    @Test
    void namesOfStrangersDoNotFillTheMemory() {
        Minute minute = new Minute();
        for (int i = 0; i < 1_000; i++) {
            minute.add("name " + i, Frames.NOON);
        }

        assertThat(minute.counts(Frames.NOON)).hasSize(100);
    }
}
