package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No broker is asked. */
class LabelSearchTest {
    private static final String OLD = "0190c0de-0000-7000-8000-000000000001";
    private static final String NEW = "01a0c0de-0000-7000-8000-000000000001";

    @Test
    void whatTheTimeIsTooShortForIsNotSaidToHaveNoLabel() {
        try (LabelSearch search = search(Duration.ZERO)) {
            LabelSearch.Result result = search.find(List.of(OLD, NEW, OLD));

            assertThat(result.labels()).isEmpty();
            assertThat(result.unsearched()).containsExactlyInAnyOrder(OLD, NEW);
        }
    }

    @Test
    void whoLooksForNothingNeedsNoTime() {
        try (LabelSearch search = search(Duration.ZERO)) {
            assertThat(search.find(List.of())).isEqualTo(new LabelSearch.Result(Map.of(), Set.of()));
        }
    }

    private static LabelSearch search(Duration patience) {
        return new LabelSearch(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new Topics(Topics.DEFAULT_PREFIX).labels(), patience);
    }
}
