package io.afterimage.classifier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private long nanos;
    private final CommitPace pace = new CommitPace(() -> nanos);

    @Test
    void theFirstImageAfterARestIsCommittedAtOnceAndOnce() {
        pace.owe();

        assertThat(pace.due()).isTrue();
        assertThat(pace.due()).isFalse();
    }

    @Test
    void theNextOneWaitsUntilTheRestIsOver() {
        pace.owe();
        assertThat(pace.due()).isTrue();
        pace.owe();

        after(Duration.ofMillis(39));
        assertThat(pace.due()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(pace.due()).isTrue();
    }

    @Test
    void nothingProcessedNothingCommitted() {
        after(Duration.ofHours(1));

        assertThat(pace.due()).isFalse();
    }

    @Test
    void oneThreadsCommitIsNotTheOthers() {
        pace.owe();

        assertThat(CompletableFuture.supplyAsync(pace::due).join()).isFalse();
        assertThat(pace.due()).isTrue();
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }
}
