package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.events.v1.Phase;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.NewLabels;
import io.afterimage.trainer.dataset.Positions;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.gate.GateSettings;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starts by itself after what has been, with a clock that the test moves. */
class TriggersTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final RunLimits LIMITS =
            new RunLimits(Duration.ofMinutes(1), 256L << 20, 4L << 30, Duration.ofMillis(300));

    @TempDir
    Path folder;

    private volatile Instant now = NOON;
    private Positions askedSince = used(9);
    private Runs runs;
    private Triggers triggers;

    @BeforeEach
    void open() throws IOException {
        InstantSource clock = () -> now;
        runs = new Runs(new Workshop(
                new Surroundings(
                        () -> Snapshot.of(List.of()), () -> ModelHistory.EMPTY, new Store(folder.resolve("store"))),
                new Gate(GateSettings.DEFAULT, LabelMap.NONE),
                candidate -> {
                    throw new IOException("nothing is made here");
                },
                new RunRecords(folder.resolve("runs")),
                new RunEvents(event -> {}, clock),
                LIMITS,
                folder.resolve("work"),
                folder.resolve("features"),
                1 << 20,
                FakeChild.class,
                clock));
        triggers = new Triggers(
                runs,
                TriggerSettings.DEFAULT,
                since -> {
                    askedSince = since;
                    return new NewLabels(500, NOON);
                },
                () -> Settings.of(Preset.AUTO, FakeChild.CRASHES, 1),
                clock);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    @Test
    void whatKeepsCrashingIsTriedAgainAfterEverLongerPausesAndSaysSo() throws IOException {
        for (int i = 0; i < TriggerPolicy.BORNE; i++) {
            assertThat(triggers.notice()).isEmpty();
            lookUntilOneHasEnded(i + 1);
            now = now.plus(Duration.ofMinutes(10));
        }

        triggers.look();
        assertThat(runs.latest(10)).hasSize(3);
        assertThat(triggers.notice()).contains("the last 3 runs failed (NATIVE_CRASH)", "2026-01-02T12:40:00Z");

        now = now.plus(Duration.ofMinutes(10));
        lookUntilOneHasEnded(4);
        triggers.look();
        assertThat(triggers.notice()).contains("the last 4 runs failed", "2026-01-02T13:20:00Z");
    }

    @Test
    void oneThatSucceedsEndsThePause() throws IOException {
        ended(1, Phase.FAILED, "NATIVE_CRASH");
        ended(2, Phase.LOST, "LOST");
        ended(3, Phase.CANCELLED, "CANCELLED");
        ended(4, Phase.FAILED, "KILLED");
        triggers.look();
        assertThat(triggers.notice()).contains("the last 3 runs failed (KILLED)");

        ended(5, Phase.DONE, "");
        reopen();
        triggers.look();
        assertThat(triggers.notice()).isEmpty();
    }

    @Test
    void labelsOfARunThatCrashedAreStillNewAndThoseOfOneThatEndedAreNot() throws IOException {
        ended(1, Phase.FAILED, "NATIVE_CRASH");
        triggers.look();
        assertThat(askedSince).isEqualTo(Positions.NONE);

        ended(2, Phase.FAILED, "ONE_CLASS");
        reopen();
        triggers.look();
        assertThat(askedSince).isEqualTo(used(2));
    }

    @Test
    void aRunThatAPersonCancelledDoesNotStartAgainOnTheSameLabels() throws IOException {
        ended(1, Phase.CANCELLED, "CANCELLED");
        triggers.look();
        assertThat(askedSince).isEqualTo(used(1));
    }

    @Test
    void aRunThatCannotBeginIsSaidAndTriedAgain() throws IOException {
        Path record = folder.resolve("work");
        Files.writeString(record, "in the way");
        triggers.look();
        assertThat(triggers.notice()).contains("500 new labels", "cannot begin");

        Files.delete(record);
        lookUntilOneHasEnded(1);
    }

    private static Positions used(long read) {
        return new Positions("topic", Map.of(0, read));
    }

    private void reopen() throws IOException {
        runs.close();
        open();
    }

    private void lookUntilOneHasEnded(int runsThen) throws IOException {
        triggers.look();
        await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> runs.latest(10),
                        latest -> latest.size() == runsThen
                                && latest.get(0).record().ended());
    }

    private void ended(int seconds, Phase phase, String category) throws IOException {
        Instant at = NOON.plusSeconds(seconds);
        new RunRecords(folder.resolve("runs"))
                .write(RunRecord.begun(RunId.at(at), "test", Settings.of(Preset.AUTO, 1, 1), at)
                        .with(new RunRecord.Source("", "00", Map.of(), used(seconds)))
                        .ended(phase, Outcome.failed(category, "because"), at));
    }
}
