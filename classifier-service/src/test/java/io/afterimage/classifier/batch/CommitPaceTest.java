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

        assertThat(pace.dueIdle()).isTrue();
        assertThat(pace.dueIdle()).isFalse();
    }

    @Test
    void theNextOneWaitsUntilTheRestIsOver() {
        pace.owe();
        assertThat(pace.dueIdle()).isTrue();
        pace.owe();

        after(Duration.ofMillis(39));
        assertThat(pace.dueIdle()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(pace.dueIdle()).isTrue();
    }

    @Test
    void theMoreImagesComeTheLongerIsTheRest() {
        pace.owe();
        assertThat(pace.dueIdle()).isTrue();
        pace.owe();
        pace.owe();

        after(Duration.ofMillis(79));
        assertThat(pace.dueIdle()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(pace.dueIdle()).isTrue();
    }

    @Test
    void noRestIsLongerThanATenthOfASecond() {
        pace.owe();
        assertThat(pace.dueIdle()).isTrue();
        for (int image = 0; image < 50; image++) {
            pace.owe();
        }

        after(Duration.ofMillis(100));
        assertThat(pace.dueIdle()).isTrue();
    }

    @Test
    void aBusyThreadCommitsTenTimesASecondWhileImagesAreYoung() {
        pace.owe();
        assertThat(pace.dueIdle()).isTrue();
        pace.owe();

        after(Duration.ofMillis(99));
        assertThat(pace.dueBusy(Duration.ofMillis(30))).isFalse();
        after(Duration.ofMillis(1));
        assertThat(pace.dueBusy(Duration.ofMillis(30))).isTrue();
    }

    @Test
    void aBacklogIsCommittedAfterAsLongAsItHasWaited() {
        pace.owe();
        assertThat(pace.dueIdle()).isTrue();
        pace.owe();

        after(Duration.ofSeconds(29));
        assertThat(pace.dueBusy(Duration.ofSeconds(30))).isFalse();
        after(Duration.ofSeconds(1));
        assertThat(pace.dueBusy(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void nothingProcessedNothingCommitted() {
        after(Duration.ofHours(1));

        assertThat(pace.dueIdle()).isFalse();
    }

    @Test
    void oneThreadsCommitIsNotTheOthers() {
        pace.owe();

        assertThat(CompletableFuture.supplyAsync(pace::dueIdle).join()).isFalse();
        assertThat(pace.dueIdle()).isTrue();
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }
}
