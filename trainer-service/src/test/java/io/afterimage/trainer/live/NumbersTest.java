package io.afterimage.trainer.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.review.Frames;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void percentilesAreThoseOfTheNewestLabels() {
        Latencies latencies = new Latencies();
        assertThat(latencies.percentile(0.5, Frames.NOON)).isNull();

        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(Duration.ofMillis(millis), Frames.NOON);
        }
        assertThat(latencies.percentile(0.5, Frames.NOON)).isEqualTo(50);
        assertThat(latencies.percentile(0.95, Frames.NOON)).isEqualTo(95);

        for (int i = 0; i < 2048; i++) {
            latencies.add(Duration.ofMillis(7), Frames.NOON);
        }
        assertThat(latencies.percentile(0.95, Frames.NOON)).isEqualTo(7);
    }

    @Test
    void percentilesForgetWhatIsOlderThanAMinute() {
        Latencies latencies = new Latencies();
        latencies.add(Duration.ofSeconds(9), Frames.NOON);
        latencies.add(Duration.ofMillis(7), Frames.NOON.plusSeconds(30));

        assertThat(latencies.percentile(1, Frames.NOON.plusSeconds(59))).isEqualTo(9_000);
        assertThat(latencies.percentile(1, Frames.NOON.plusSeconds(60))).isEqualTo(7);
        assertThat(latencies.percentile(1, Frames.NOON.plusSeconds(90))).isNull();
    }

    @Test
    void ofManySourcesEachIsShownNowAndThen() {
        Sampler sampler = new Sampler(30, 4);
        Set<String> shown = new HashSet<>();
        for (int second = 0; second < 15; second++) {
            int ofSecond = 0;
            for (int source = 0; source < 300; source++) {
                if (sampler.shows("source " + source, Frames.NOON.plusSeconds(second))) {
                    shown.add("source " + source);
                    ofSecond++;
                }
            }
            assertThat(ofSecond).isLessThanOrEqualTo(30);
        }

        assertThat(shown).hasSize(300);
    }

    @Test
    void aClockThatIsWrongSpoilsNoNumber() {
        Latencies latencies = new Latencies();

        latencies.add(Duration.ofSeconds(-5), Frames.NOON);
        assertThat(latencies.percentile(1, Frames.NOON)).isZero();

        latencies.add(Duration.ofSeconds(Long.MAX_VALUE), Frames.NOON);
        assertThat(latencies.percentile(1, Frames.NOON))
                .isEqualTo(Duration.ofDays(1).toMillis());
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
