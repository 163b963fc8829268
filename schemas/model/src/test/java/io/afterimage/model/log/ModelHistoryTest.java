package io.afterimage.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.ModelRejected;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);
    private static final String C = "cc".repeat(32);

    @Test
    void nothingIsLiveBeforeTheFirstPromotion() {
        ModelHistory history = fold(published(A));

        assertThat(history.live()).isEmpty();
        assertThat(history.versions()).extracting(ModelVersion::state).containsExactly(ModelVersion.State.PUBLISHED);
    }

    @Test
    void aPromotionMakesAVersionLiveAndTheOneBeforePublished() {
        ModelHistory history = fold(published(A), published(B), promoted(A, ""), promoted(B, A));

        assertThat(history.live()).map(ModelVersion::version).contains(B);
        assertThat(history.versions())
                .extracting(ModelVersion::state)
                .containsExactly(ModelVersion.State.PUBLISHED, ModelVersion.State.LIVE);
    }

    @Test
    void aRunThatEndsLateCannotUndoARollback() {
        ModelHistory history = fold(
                published(A),
                published(B),
                published(C),
                promoted(A, ""),
                promoted(B, A),
                promoted(A, B),
                promoted(C, B));

        assertThat(history.live()).map(ModelVersion::version).contains(A);
        assertThat(history.promotions()).hasSize(3);
    }

    @Test
    void aRollbackRestoresTheVersionBefore() {
        ModelHistory history = fold(published(A), published(B), promoted(A, ""), promoted(B, A));

        assertThat(history.previous()).map(ModelVersion::version).contains(A);
    }

    @Test
    void aSecondRollbackGoesFurtherBackAndNotForthAgain() {
        ModelHistory history = fold(
                published(A),
                published(B),
                published(C),
                promoted(A, ""),
                promoted(B, A),
                promoted(C, B),
                rolledBack(B, C));

        assertThat(history.live()).map(ModelVersion::version).contains(B);
        assertThat(history.previous()).map(ModelVersion::version).contains(A);
        assertThat(history.with(rolledBack(A, B)).previous()).isEmpty();
        assertThat(history.with(promoted(C, B)).previous())
                .map(ModelVersion::version)
                .contains(B);
    }

    @Test
    void aRejectedVersionIsNeitherPromotedNorFallenBackTo() {
        ModelHistory history =
                fold(published(A), published(B), promoted(A, ""), promoted(B, A), rejected(A), promoted(A, B));

        assertThat(history.live()).map(ModelVersion::version).contains(B);
        assertThat(history.fallbacks()).extracting(ModelVersion::version).containsExactly(B);
    }

    @Test
    void theLiveVersionCannotBeRejected() {
        ModelHistory history = fold(published(A), promoted(A, ""), rejected(A));

        assertThat(history.live()).map(ModelVersion::state).contains(ModelVersion.State.LIVE);
    }

    @Test
    void anUnknownVersionOrAnEmptyEntryChangesNothing() {
        ModelHistory history = fold(published(A), promoted(A, ""));

        assertThat(history.with(promoted(C, A)).live()).isEqualTo(history.live());
        assertThat(history.with(ModelEntry.getDefaultInstance())).isSameAs(history);
    }

    @Test
    void fallbacksGoFromTheNewestLiveVersionBackEachOnce() {
        ModelHistory history = fold(
                published(A),
                published(B),
                published(C),
                promoted(A, ""),
                promoted(B, A),
                promoted(C, B),
                promoted(B, C));

        assertThat(history.fallbacks()).extracting(ModelVersion::version).containsExactly(B, C, A);
    }

    @Test
    void aPersonMayNameAVersionByNumberOrByTheBeginningOfItsHash() {
        ModelHistory history = fold(published(A), published(B));

        assertThat(history.find("2")).map(ModelVersion::version).contains(B);
        assertThat(history.find("aaaaaa")).map(ModelVersion::version).contains(A);
        assertThat(history.find("a")).isEmpty();
        assertThat(history.find("dddddd")).isEmpty();
    }

    private static ModelHistory fold(ModelEntry... entries) {
        ModelHistory history = ModelHistory.EMPTY;
        for (ModelEntry entry : entries) {
            history = history.with(entry);
        }
        return history;
    }

    private static ModelEntry published(String version) {
        return ModelEntry.newBuilder()
                .setPublished(ModelPublished.newBuilder().setVersion(version).addLabels("cat"))
                .build();
    }

    private static ModelEntry promoted(String version, String expected) {
        return ModelEntry.newBuilder()
                .setPromoted(ModelPromoted.newBuilder().setVersion(version).setExpectedLive(expected))
                .build();
    }

    private static ModelEntry rolledBack(String version, String expected) {
        ModelEntry entry = promoted(version, expected);
        return entry.toBuilder()
                .setPromoted(entry.getPromoted().toBuilder().setRollback(true))
                .build();
    }

    private static ModelEntry rejected(String version) {
        return ModelEntry.newBuilder()
                .setRejected(ModelRejected.newBuilder().setVersion(version))
                .build();
    }
}
