package io.afterimage.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.ModelRejected;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.gate.Verdict;
import io.afterimage.trainer.publish.Step.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publication is cut off at any moment, and others write between its entries. */
class StepTest {
    private static final String OLD = "01".repeat(32);
    private static final String LIVE = "02".repeat(32);
    private static final String NEW = "03".repeat(32);

    private ModelHistory history = ModelHistory.EMPTY;

    @BeforeEach
    void aModelIsLive() {
        publish(OLD);
        promote(OLD, "", false);
        publish(LIVE);
        promote(LIVE, OLD, false);
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void whereverItIsCutOffTheRestIsWritten(Verdict verdict) {
        Publication publication = publication(verdict);
        List<Action> written = new ArrayList<>();
        // Nothing is remembered from one step to the next but the log: each step is as good as the first after a kill.
        for (Step step = next(publication); step.action() != Action.NOTHING; step = next(publication)) {
            written.add(step.action());
            write(step.action());
        }

        assertThat(written)
                .isEqualTo(
                        switch (verdict) {
                            case PROMOTED -> List.of(Action.PUBLISH, Action.PROMOTE);
                            case REJECTED -> List.of(Action.PUBLISH, Action.REJECT);
                            case WAITING -> List.of(Action.PUBLISH);
                        });
        assertThat(live()).isEqualTo(verdict == Verdict.PROMOTED ? NEW : LIVE);
    }

    @Test
    void aRollbackBeforeThePromotionWins() {
        publish(NEW);
        promote(OLD, LIVE, true);

        Step step = next(publication(Verdict.PROMOTED));

        assertThat(step.action()).isEqualTo(Action.NOTHING);
        assertThat(step.outcome()).contains("the live version changed since the run began");
    }

    @Test
    void aRollbackRightAfterThePromotionIsNotUndoneByTheRestart() {
        publish(NEW);
        promote(NEW, LIVE, false);
        promote(LIVE, NEW, true);

        Step step = next(publication(Verdict.PROMOTED));

        assertThat(step.action()).isEqualTo(Action.NOTHING);
        assertThat(step.outcome()).contains("taken back");
        assertThat(live()).isEqualTo(LIVE);
    }

    @Test
    void whatAPersonRejectedStaysRejected() {
        publish(NEW);
        write(Action.REJECT);

        assertThat(next(publication(Verdict.PROMOTED)).outcome()).contains("was rejected before");
        assertThat(next(publication(Verdict.PROMOTED)).action()).isEqualTo(Action.NOTHING);
    }

    @Test
    void theSameFileAsTheLiveOneIsNotRejected() {
        Publication again = new Publication(
                "run", LIVE, "", 1, List.of(), LIVE, LIVE, Verdict.REJECTED, "not better", "", 1, 1, Instant.EPOCH);

        assertThat(next(again).action()).isEqualTo(Action.NOTHING);
    }

    private Step next(Publication publication) {
        return Step.next(publication, history);
    }

    private String live() {
        return history.live().map(ModelVersion::version).orElse("");
    }

    private void write(Action action) {
        switch (action) {
            case PUBLISH -> publish(NEW);
            case PROMOTE -> promote(NEW, LIVE, false);
            case REJECT ->
                add(ModelEntry.newBuilder()
                        .setRejected(ModelRejected.newBuilder().setVersion(NEW)));
            case NOTHING -> throw new AssertionError("there is nothing to write");
        }
    }

    private void publish(String version) {
        add(ModelEntry.newBuilder().setPublished(ModelPublished.newBuilder().setVersion(version)));
    }

    private void promote(String version, String expected, boolean rollback) {
        add(ModelEntry.newBuilder()
                .setPromoted(ModelPromoted.newBuilder()
                        .setVersion(version)
                        .setExpectedLive(expected)
                        .setRollback(rollback)));
    }

    private void add(ModelEntry.Builder entry) {
        history = history.with(entry.build());
    }

    private static Publication publication(Verdict verdict) {
        return new Publication(
                "run", NEW, "pets", 1, List.of("cat"), LIVE, LIVE, verdict, "because", "", 1, 1, Instant.EPOCH);
    }
}
