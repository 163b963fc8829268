package io.afterimage.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakReportTest {
    @Test
    void whatGrowsShowsBetweenTheFirstThirdAndTheLast() {
        List<Minute> minutes = List.of(
                new Minute(500, 60, 200, 30, 90),
                new Minute(510, 60, 201, 30, 80),
                new Minute(700, 60, 230, 30, 80),
                new Minute(800, 60, 240, 30, 80),
                new Minute(900, 60, 250, 30, 400),
                new Minute(950, 60, 260, 30, 500));

        Map<String, Object> figures =
                new SoakReport(100, 125, minutes).figures().values();

        assertThat(figures)
                .containsEntry("images", 36_000L)
                .containsEntry("resident_mib_first", 510.0)
                .containsEntry("resident_mib_last", 950.0)
                .containsEntry("threads_first", 60.0)
                .containsEntry("threads_last", 60.0)
                .containsEntry("p99_ms_last", 500.0);
    }

    @Test
    void oneMinuteIsItsOwnFirstAndLast() {
        Map<String, Object> figures = new SoakReport(20, 100, List.of(new Minute(1, 2, 3, 4, 5)))
                .figures()
                .values();

        assertThat(figures).containsEntry("handles_first", 3.0).containsEntry("handles_last", 3.0);
    }
}
