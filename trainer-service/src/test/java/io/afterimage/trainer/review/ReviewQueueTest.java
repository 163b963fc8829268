package io.afterimage.trainer.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.trainer.label.SeenLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewQueueTest {
    private static final Duration LOAN = ReviewSettings.DEFAULTS.loan();

    private Instant now = Frames.NOON;
    private final ReviewQueue queue = new ReviewQueue(ReviewSettings.DEFAULTS, () -> now);

    @Test
    void ofTenFramesOfASceneOneIsAsked() {
        for (int frame = 0; frame < 10; frame++) {
            queue.offer(Frames.unsure(frame, "door", 0.1), Frames.scene(7, frame, 0.1));
        }
        queue.offer(Frames.unsure(10, "door", 0.1), Frames.scene(8));

        assertThat(ids(queue.take("anna", 10, Wish.ANY))).containsExactlyInAnyOrder(Frames.id(0), Frames.id(10));
    }

    @Test
    void withoutAnEmbeddingAMinuteOfAFeedIsOneScene() {
        for (int second = 0; second < 120; second += 10) {
            queue.offer(
                    Frames.of(second, "door", "cat", 0.1, Frames.NOON.plusSeconds(second), ReviewReason.LOW_CONFIDENCE),
                    ByteString.EMPTY);
        }

        assertThat(ids(queue.take("anna", 10, Wish.ANY))).containsExactlyInAnyOrder(Frames.id(0), Frames.id(60));
    }

    @Test
    void imagesOfAFolderAreAskedThoughTheyCameTogether() {
        for (int file = 0; file < 5; file++) {
            SeenLabel frame = Frames.unsure(file, "folder", 0.1);
            queue.offer(new SeenLabel(frame.label(), false, frame.receivedAt(), frame.labelledAt()), ByteString.EMPTY);
        }

        assertThat(queue.take("anna", 10, Wish.ANY)).hasSize(5);
    }

    @Test
    void noTwoPeopleAndNoTwoTabsGetTheSameImage() {
        offerScenes(6);

        List<String> given = new ArrayList<>(ids(queue.take("anna", 2, Wish.ANY)));
        given.addAll(ids(queue.take("ben", 2, Wish.ANY)));
        given.addAll(ids(queue.take("anna", 10, Wish.ANY)));

        assertThat(given).hasSize(6).doesNotHaveDuplicates();
        assertThat(queue.take("carl", 1, Wish.ANY)).isEmpty();
        assertThat(queue.counts().taken()).isEqualTo(6);
    }

    @Test
    void aTabThatClosedWithoutAWordGivesItsImagesBackInTime() {
        offerScenes(1);
        List<Entry> lent = queue.take("anna", 1, Wish.ANY);
        assertThat(lent).singleElement().extracting(Entry::until).isEqualTo(now.plus(LOAN));

        now = now.plus(LOAN).minusMillis(1);
        assertThat(queue.take("ben", 1, Wish.ANY)).isEmpty();
        now = now.plusMillis(1);

        assertThat(ids(queue.take("ben", 1, Wish.ANY))).isEqualTo(ids(lent));
    }

    @Test
    void whatAPersonPicksIsAskedOfNobodyElseWhetherItWaitsOrWasAnsweredBefore() {
        offerScenes(2);
        queue.answered(Frames.id(7), "cat", now);
        List<String> picked = List.of(Frames.id(0), Frames.id(7));

        assertThat(queue.borrow("anna", picked)).isEqualTo(picked);

        assertThat(ids(queue.take("ben", 10, Wish.ANY))).containsExactly(Frames.id(1));
        assertThat(queue.borrow("ben", List.of(Frames.id(7), Frames.id(8)))).containsExactly(Frames.id(8));
        assertThat(queue.borrow("anna", List.of(Frames.id(1), Frames.id(8)))).isEmpty();
    }

    @Test
    void whatAPersonPickedIsTheirsForAsLongAsTheyAskForItAndThenOthers() {
        List<String> picked = List.of(Frames.id(7));
        queue.borrow("anna", picked);
        now = now.plus(LOAN).minusSeconds(1);
        assertThat(queue.borrow("anna", picked)).isEqualTo(picked);
        now = now.plusSeconds(2);
        assertThat(queue.borrow("ben", picked)).isEmpty();

        queue.release("anna", picked);
        assertThat(queue.borrow("ben", picked)).isEqualTo(picked);

        now = now.plus(LOAN);
        assertThat(queue.borrow("anna", picked)).isEqualTo(picked);
        queue.answered(Frames.id(7), "cat", now);
        assertThat(queue.counts().taken()).isZero();
        assertThat(queue.borrow("anna", List.of("no id"))).isEmpty();
    }

    @Test
    void whoKeepsWorkingKeepsAnImageAndWhoLostItHearsSo() {
        offerScenes(1);
        List<String> lent = ids(queue.take("anna", 1, Wish.ANY));
        now = now.plus(LOAN).minusSeconds(1);
        assertThat(queue.keep("anna", lent)).isEqualTo(lent);
        assertThat(queue.keep("ben", lent)).isEmpty();
        now = now.plusSeconds(2);
        assertThat(queue.take("ben", 1, Wish.ANY)).isEmpty();

        now = now.plus(LOAN);
        assertThat(queue.take("ben", 1, Wish.ANY)).hasSize(1);

        assertThat(queue.keep("anna", lent)).isEmpty();
    }

    @Test
    void whatAPersonGivesBackComesLastForThemAndAtOnceForOthers() {
        offerScenes(2);
        List<String> first = ids(queue.take("anna", 1, Wish.ANY));

        queue.release("ben", first);
        assertThat(queue.counts().taken()).isEqualTo(1);
        queue.release("anna", first);

        assertThat(ids(queue.take("anna", 1, Wish.ANY))).isNotEqualTo(first);
        assertThat(ids(queue.take("ben", 1, Wish.ANY))).isEqualTo(first);
        queue.release("ben", first);
        assertThat(ids(queue.take("ben", 1, Wish.ANY))).isEqualTo(first);
    }

    @Test
    void anAnsweredImageNeverComesAgain() {
        offerScenes(1);
        queue.take("anna", 1, Wish.ANY);

        queue.answered(Frames.id(0), "dog", now);
        offerScenes(1);

        now = now.plus(LOAN);
        assertThat(queue.take("ben", 1, Wish.ANY)).isEmpty();
        assertThat(queue.counts())
                .extracting(Counts::waiting, Counts::taken, Counts::doneToday)
                .containsExactly(0, 0, 1);
    }

    @Test
    void anAnswerThatIsTakenBackLetsTheImageWaitAgainInThePersonsHands() {
        offerScenes(1);
        queue.offer(Frames.drawn(100, "door"), ByteString.EMPTY);
        List<String> lent = ids(queue.take("anna", 2, Wish.ANY));
        lent.forEach(id -> queue.answered(id, "dog", now));
        assertThat(queue.counts().doneToday()).isEqualTo(2);

        lent.forEach(id -> queue.retracted(id, "anna"));

        assertThat(queue.counts().doneToday()).isZero();
        assertThat(queue.take("ben", 2, Wish.ANY)).isEmpty();
        now = now.plus(LOAN);
        assertThat(ids(queue.take("ben", 2, Wish.ANY))).containsExactlyInAnyOrderElementsOf(lent);
        queue.retracted(Frames.id(999), "anna");
        assertThat(queue.take("carl", 2, Wish.ANY)).isEmpty();
    }

    @Test
    void randomDrawsComeInTheirOrderHiddenAndOneInFour() {
        offerScenes(20);
        for (int draw = 100; draw < 105; draw++) {
            queue.offer(Frames.drawn(draw, "door"), ByteString.EMPTY);
        }

        List<Entry> entries = queue.take("anna", 16, Wish.ANY);

        assertThat(ids(entries.stream().filter(Entry::hidden).toList()))
                .containsExactly(Frames.id(100), Frames.id(101), Frames.id(102), Frames.id(103));
        assertThat(entries.get(0).reasons()).containsExactly(Reason.DRAWN);
    }

    @Test
    void whoWasHandedADrawIsRememberedUntilTheAnswerComes() {
        queue.offer(Frames.drawn(1, "door"), ByteString.EMPTY);
        queue.offer(Frames.unsure(2, "door", 0.1), Frames.scene(2));
        queue.take("anna", 2, Wish.ANY);
        assertThat(queue.handedBlind(Frames.id(1), "anna")).isTrue();
        assertThat(queue.handedBlind(Frames.id(1), "ben")).isFalse();
        assertThat(queue.handedBlind(Frames.id(2), "anna")).isFalse();

        now = now.plus(LOAN);
        queue.answered(Frames.id(1), "dog", now);
        queue.retracted(Frames.id(1), "anna");

        assertThat(queue.handedBlind(Frames.id(1), "anna")).isTrue();
    }

    @Test
    void anImageThatIsDrawnAndUnsureIsHiddenAndNothingTellsWhatTheModelSaid() {
        queue.offer(
                Frames.of(1, "door", "cat", 0.1, now, ReviewReason.LOW_CONFIDENCE, ReviewReason.DRAWN),
                Frames.scene(1));

        assertThat(queue.counts().byClass()).isEmpty();
        assertThat(queue.grid("cat", null, 10, null)).isEmpty();
        assertThat(queue.take("anna", 1, new Wish(null, "cat", null))).isEmpty();
        Entry entry = queue.take("anna", 1, Wish.ANY).get(0);
        assertThat(entry.reasons()).containsExactly(Reason.DRAWN);
        assertThat(EntryFields.of(entry, 3)).containsEntry("top", List.of()).containsEntry("propensity", 0.01);
        assertThat(entry.why()).doesNotContain("cat");
    }

    @Test
    void theLeastCertainComesFirstAndSourcesTakeTurns() {
        double[] margins = {0.3, 0.1, 0.2};
        for (int i = 0; i < margins.length; i++) {
            queue.offer(Frames.unsure(i, "busy", margins[i]), Frames.scene(i));
        }
        queue.offer(Frames.unsure(10, "quiet", 0.9), Frames.scene(10));

        assertThat(ids(queue.take("anna", 4, Wish.ANY)))
                .containsExactly(Frames.id(1), Frames.id(10), Frames.id(2), Frames.id(0));
    }

    @Test
    void pastTheBudgetOfASourceTheLeastUsefulGoes() {
        ReviewSettings two = new ReviewSettings(100, 2, 100, 10, 4, 10, LOAN, Duration.ofDays(6));
        ReviewQueue small = new ReviewQueue(two, () -> now);
        double[] margins = {0.9, 0.1, 0.5};
        for (int i = 0; i < margins.length; i++) {
            small.offer(Frames.unsure(i, "busy", margins[i]), Frames.scene(i));
        }
        small.offer(Frames.unsure(10, "quiet", 0.9), Frames.scene(10));

        assertThat(small.counts().bySource()).containsEntry("busy", 2).containsEntry("quiet", 1);
        assertThat(ids(small.take("anna", 10, Wish.ANY))).doesNotContain(Frames.id(0));
    }

    @Test
    void pastTheBudgetOfAClassTheLeastUsefulGoes() {
        ReviewSettings two = new ReviewSettings(100, 100, 2, 10, 4, 10, LOAN, Duration.ofDays(6));
        ReviewQueue small = new ReviewQueue(two, () -> now);
        double[] margins = {0.1, 0.9, 0.5};
        for (int i = 0; i < margins.length; i++) {
            small.offer(Frames.unsure(i, "source " + i, margins[i]), Frames.scene(i));
        }

        assertThat(small.counts().byClass()).containsEntry("cat", 2);
        assertThat(ids(small.take("anna", 10, Wish.ANY))).containsExactly(Frames.id(0), Frames.id(2));
    }

    @Test
    void whatLooksLikeAnotherClassSaysSo() {
        for (int i = 0; i < 5; i++) {
            queue.offer(Frames.unsure(i, "source " + i, 0.1), Frames.scene(1, i, 0.4));
            queue.answered(Frames.id(i), "dog", now);
        }

        queue.offer(Frames.unsure(10, "door", 0.1), Frames.scene(1, 10, 0.4));

        Entry entry = queue.take("anna", 1, Wish.ANY).get(0);
        assertThat(entry.reasons()).containsExactly(Reason.UNSURE, Reason.NEIGHBOURS);
        assertThat(entry.why()).isEqualTo("unsure between cat and other; what looks like it is dog");
    }

    @Test
    void aSureMistakeIsAskedAboutWherePeopleSaidOtherwiseOfWhatLooksLikeIt() {
        for (int i = 0; i < 5; i++) {
            queue.offer(Frames.unsure(i, "source " + i, 0.1), Frames.scene(1, i, 0.4));
            queue.answered(Frames.id(i), "dog", now);
        }

        queue.offer(Frames.of(10, "door", "cat", 0.9, Frames.NOON), Frames.scene(1, 10, 0.4));
        queue.offer(Frames.of(11, "door", "dog", 0.9, Frames.NOON), Frames.scene(1, 11, 0.4));
        queue.offer(Frames.of(12, "door", "cat", 0.9, Frames.NOON), Frames.scene(2));

        Entry entry = queue.take("anna", 10, Wish.ANY).get(0);
        assertThat(entry.label().id()).isEqualTo(Frames.id(10));
        assertThat(entry.reasons()).containsExactly(Reason.NEIGHBOURS);
        assertThat(entry.why()).isEqualTo("sure that it is cat; what looks like it is dog");
        assertThat(queue.take("anna", 10, Wish.ANY)).isEmpty();
    }

    @Test
    void whatIsUnlikeAllThatWasAskedSaysSoAndComesFirst() {
        for (int i = 0; i < 30; i++) {
            queue.offer(Frames.unsure(i, "door", 0.1), Frames.scene(1, i, 0.5));
        }
        queue.offer(Frames.unsure(100, "door", 0.2), Frames.scene(2));

        Entry entry = queue.take("anna", 1, Wish.ANY).get(0);

        assertThat(entry.label().id()).isEqualTo(Frames.id(100));
        assertThat(entry.reasons()).containsExactly(Reason.UNSURE, Reason.DIVERSE);
    }

    @Test
    void aWishForASourceAClassOrAReasonIsGranted() {
        queue.offer(Frames.unsure(1, "door", 0.1), Frames.scene(1));
        queue.offer(Frames.of(2, "gate", "dog", 0.1, now, ReviewReason.LOW_CONFIDENCE), Frames.scene(2));
        queue.offer(Frames.drawn(3, "gate"), ByteString.EMPTY);

        assertThat(ids(queue.take("anna", 9, new Wish(null, "dog", null)))).containsExactly(Frames.id(2));
        assertThat(ids(queue.take("anna", 9, new Wish(null, null, Reason.DRAWN))))
                .containsExactly(Frames.id(3));
        assertThat(queue.take("anna", 9, new Wish("gate", null, null))).isEmpty();
        assertThat(ids(queue.take("anna", 9, new Wish("door", null, Reason.UNSURE))))
                .containsExactly(Frames.id(1));
    }

    @Test
    void aGridShowsWhatIsSureTooTheLeastCertainFirst() {
        queue.offer(Frames.of(1, "door", "cat", 0.9, now), ByteString.EMPTY);
        queue.offer(Frames.of(2, "door", "cat", 0.2, now), ByteString.EMPTY);
        queue.offer(Frames.of(3, "gate", "cat", 0.5, now), ByteString.EMPTY);
        queue.offer(Frames.of(4, "door", "dog", 0.1, now), ByteString.EMPTY);

        assertThat(ids(queue.grid("cat", "door", 60, "anna"))).containsExactly(Frames.id(2), Frames.id(1));

        assertThat(ids(queue.grid("cat", null, 60, "ben"))).containsExactly(Frames.id(3));
        assertThat(queue.left("cat")).isZero();
        assertThat(queue.take("carl", 9, Wish.ANY)).isEmpty();
    }

    @Test
    void whatTheImagesTopicNoLongerKeepsIsNotAsked() {
        queue.offer(Frames.unsure(1, "door", 0.1), Frames.scene(1));
        queue.offer(Frames.drawn(2, "door"), ByteString.EMPTY);

        now = now.plus(ReviewSettings.DEFAULTS.keep()).plusSeconds(1);

        assertThat(queue.take("anna", 9, Wish.ANY)).isEmpty();
        assertThat(queue.counts().waiting()).isZero();
    }

    @Test
    void threeHundredSourcesThatAreNeverSureTakeNoMoreThanTheLimits() {
        ReviewSettings small = new ReviewSettings(1_000, 5, 800, 100, 4, 60, LOAN, Duration.ofDays(6));
        ReviewQueue flooded = new ReviewQueue(small, () -> now);
        for (int i = 0; i < 12_000; i++) {
            String source = "camera " + i % 300;
            SeenLabel label = i % 10 == 0
                    ? Frames.drawn(i, source)
                    : Frames.of(
                            i,
                            source,
                            "class " + i % 3,
                            i % 100 / 100.0,
                            now.plusSeconds(60L * (i / 300)),
                            ReviewReason.LOW_CONFIDENCE);
            flooded.offer(label, ByteString.EMPTY);
        }

        Counts counts = flooded.counts();

        assertThat(counts.waiting()).isEqualTo(1_100);
        assertThat(counts.bySource().values()).allMatch(waiting -> waiting <= 5);
        assertThat(counts.byReason()).containsEntry(Reason.DRAWN, 100);
        assertThat(flooded.grid("class 1", null, 1_000, null)).hasSize(60);
    }

    private void offerScenes(int count) {
        for (int i = 0; i < count; i++) {
            queue.offer(Frames.unsure(i, "door", 0.1), Frames.scene(i));
        }
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.label().id()).toList();
    }
}
