package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Retraction;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Unusable;
import io.afterimage.model.compare.CalibrationBin;
import io.afterimage.model.compare.LabelMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Book book = new Book(100);

    @Test
    void onlyDrawnImagesCount() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        book.add("2", label("2", "door").addReview(ReviewReason.LOW_CONFIDENCE).build());
        answer("1", "anna", "cat");
        answer("2", "anna", "dog");

        LiveAccuracy accuracy = book.accuracy("m", LabelMap.NONE).orElseThrow();

        assertThat(accuracy.drawn()).isEqualTo(1);
        assertThat(accuracy.accuracy()).isEqualTo(1);
        assertThat(book.accuracy("another", LabelMap.NONE)).isEmpty();
    }

    @Test
    void aLaterAnswerReplacesTheEarlierOneAndARetractionTakesItBack() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        answer("1", "anna", "dog");
        answer("1", "anna", "cat");
        assertThat(book.accuracy("m", LabelMap.NONE).orElseThrow().accuracy()).isEqualTo(1);

        say(feedback("1", "anna").setRetraction(Retraction.getDefaultInstance()));

        assertThat(book.accuracy("m", LabelMap.NONE)).isEmpty();
    }

    @Test
    void whoSawThePredictionSaysNothingOfHowGoodItIs() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        book.add("2", label("2", "door").addReview(ReviewReason.DRAWN).build());
        say(feedback("1", "anna").setConfirmedClass("cat"));
        assertThat(book.accuracy("m", LabelMap.NONE)).isEmpty();
        assertThat(book.notBlind("m")).isEqualTo(1);

        answer("2", "anna", "dog");
        say(feedback("2", "anna").setConfirmedClass("cat"));

        LiveAccuracy accuracy = book.accuracy("m", LabelMap.NONE).orElseThrow();
        assertThat(accuracy.answered()).isEqualTo(1);
        assertThat(accuracy.accuracy()).as("what was said blind stays").isZero();
    }

    @Test
    void aClassThatIsSpeltDifferentlyIsTheSame() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        answer("1", "anna", " CAT ");
        answer("1", "ben", "Cat");
        answer("1", "carl", "dog");

        assertThat(book.accuracy("m", LabelMap.NONE).orElseThrow().accuracy()).isEqualTo(1);
        assertThat(book.quality(LabelMap.NONE).bins())
                .filteredOn(bin -> bin.count() > 0)
                .singleElement()
                .extracting(CalibrationBin::accuracy)
                .isEqualTo(1.0);
    }

    @Test
    void aModelThatStillSaysTheOldNameOfAClassIsRight() {
        for (String id : new String[] {"before", "after", "wrong"}) {
            book.add(id, label(id, "door").addReview(ReviewReason.DRAWN).build());
        }
        answer("before", "anna", "cat");
        answer("wrong", "anna", "dog");
        say(feedback("before", "anna").setTrueClass("House cat").setRenamedFrom("Cat"));
        answer("after", "anna", "house cat");

        LiveAccuracy accuracy = book.accuracy("m", LabelMap.NONE).orElseThrow();

        assertThat(accuracy.answered()).isEqualTo(3);
        assertThat(accuracy.accuracy()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void anUnusableImageIsLeftOut() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        say(feedback("1", "anna").setBlind(true).setUnusable(Unusable.getDefaultInstance()));

        assertThat(book.accuracy("m", LabelMap.NONE)).isEmpty();
    }

    @Test
    void framesOfAFeedShareAGroupWithinAMinute() {
        String source = "camera";
        assertThat(DrawnLabel.of(
                        source, label("1", source).addReview(ReviewReason.DRAWN).build()))
                .get()
                .extracting(DrawnLabel::group)
                .isEqualTo("camera at 2026-01-01T10:20:00Z");
        assertThat(DrawnLabel.of(
                        "1", label("1", source).addReview(ReviewReason.DRAWN).build()))
                .get()
                .extracting(DrawnLabel::group)
                .isEqualTo("1");
    }

    @Test
    void labelsThatCannotBeWeighedAreNoDraws() {
        Label.Builder drawn = label("1", "door").addReview(ReviewReason.DRAWN);

        assertThat(DrawnLabel.of("1", drawn.clone().setDrawPropensity(0).build()))
                .isEmpty();
        assertThat(DrawnLabel.of(
                        "1", drawn.clone().setDrawPropensity(Double.NaN).build()))
                .isEmpty();
        assertThat(DrawnLabel.of("1", drawn.clone().clearTop().build())).isEmpty();
        Label.Builder never = drawn.clone();
        never.getReceivedAtBuilder().setSeconds(Long.MAX_VALUE);
        assertThat(DrawnLabel.of("1", never.build())).isEmpty();
    }

    @Test
    void noMoreIsRememberedThanTheLimit() {
        for (int i = 0; i < 300; i++) {
            String id = Integer.toString(i);
            book.add(id, label(id, "door").addReview(ReviewReason.DRAWN).build());
            answer(id, "anna", "cat");
        }

        assertThat(book.drawn("m")).isEqualTo(100);
        assertThat(book.accuracy("m", LabelMap.NONE).orElseThrow().answered()).isEqualTo(100);
        assertThat(book.forgotten()).as("200 draws and their answers").isEqualTo(400);
    }

    @Test
    void whatIsImportedTakesNoRoomOfWhatTheEstimateNeeds() {
        for (int i = 0; i < 40; i++) {
            String id = Integer.toString(i);
            book.add(id, label(id, "door").addReview(ReviewReason.DRAWN).build());
            answer(id, "anna", "cat");
            answer(id, "ben", "cat");
            answer(id, "troll", "dog");
        }

        for (int i = 0; i < 1_000; i++) {
            say(feedback("import " + i, "import").setTrueClass("cat"));
        }

        assertThat(book.accuracy("m", LabelMap.NONE).orElseThrow().answered()).isEqualTo(40);
        assertThat(book.contradictions()).extracting(Contradiction::name).contains("troll");
        assertThat(book.forgotten()).isZero();
    }

    @Test
    void whoContradictsTheOthersIsNamed() {
        for (int i = 0; i < 40; i++) {
            String id = Integer.toString(i);
            book.add(
                    id,
                    label(id, i < 20 ? "door" : "form")
                            .addReview(ReviewReason.DRAWN)
                            .build());
            answer(id, "anna", "cat");
            answer(id, "ben", "cat");
            answer(id, "carl", i % 10 == 0 ? "dog" : "cat");
            answer(id, "troll", "dog");
        }

        assertThat(book.contradictions())
                .filteredOn(one -> one.kind().equals("person"))
                .containsExactly(new Contradiction("person", "troll", 40, 40));
    }

    @Test
    void aSourceWhosePeopleDisagreeIsNamed() {
        for (int i = 0; i < 40; i++) {
            String id = Integer.toString(i);
            boolean form = i >= 20;
            book.add(
                    id,
                    label(id, form ? "form" : "door")
                            .addReview(ReviewReason.DRAWN)
                            .build());
            answer(id, "anna", "cat");
            answer(id, "ben", "cat");
            answer(id, "carl", "cat");
            answer(id, "x" + i, form ? "dog" : "cat");
            answer(id, "y" + i, form ? "dog" : "cat");
        }

        assertThat(book.contradictions())
                .filteredOn(one -> one.kind().equals("source"))
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("form"));
    }

    @Test
    void oneSlipIsNoContradiction() {
        book.add("1", label("1", "door").addReview(ReviewReason.DRAWN).build());
        answer("1", "anna", "cat");
        answer("1", "ben", "cat");
        answer("1", "carl", "dog");

        assertThat(book.contradictions()).isEmpty();
    }

    private void say(Feedback.Builder feedback) {
        book.add(feedback.build(), NOON);
    }

    private void answer(String id, String person, String name) {
        say(feedback(id, person).setBlind(true).setTrueClass(name));
    }

    private static Feedback.Builder feedback(String id, String person) {
        return Feedback.newBuilder().setImageId(id).setPerson(person);
    }

    private static Label.Builder label(String id, String source) {
        return Label.newBuilder()
                .setId(id)
                .setSource(source)
                .setModel("m")
                .setDrawPropensity(0.5)
                .setReceivedAt(Times.timestamp(Instant.parse("2026-01-01T10:20:30Z")))
                .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(0.9f));
    }
}
