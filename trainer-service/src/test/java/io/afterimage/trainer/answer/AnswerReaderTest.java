package io.afterimage.trainer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Frames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String SHA256 = "00".repeat(32);
    private static final AnswerForm.ShownForm CAT =
            new AnswerForm.ShownForm("m", List.of(new AnswerForm.RankedForm("cat", 0.9f)));

    private Instant now = Frames.NOON;
    private final Renames renames = new Renames(() -> now);
    private Optional<SeenLabel> known = Optional.empty();
    private final Set<String> handedBlind = new HashSet<>();
    private final AnswerReader reader = new AnswerReader(
            place -> place.in("images", "uuid"),
            id -> known,
            (id, person) -> handedBlind.contains(id + " " + person),
            renames,
            () -> now);

    @Test
    void aClassIsTheTrueOne() {
        Feedback feedback = accepted(form("class", " dog ", CAT));

        assertThat(feedback.getTrueClass()).isEqualTo("dog");
        assertThat(feedback.getPerson()).isEqualTo("anna");
        assertThat(feedback.getCoordinate().getTopicUuid()).isEqualTo("uuid");
        assertThat(feedback.getCoordinate().getOffset()).isEqualTo(1700);
        assertThat(feedback.getShown().getTop(0).getLabel()).isEqualTo("cat");
        assertThat(feedback.getAskedBecauseList()).containsExactly(ReviewReason.LOW_CONFIDENCE);
    }

    @Test
    void theClassThatWasShownIsConfirmed() {
        assertThat(accepted(form("class", "Cat", CAT)).getConfirmedClass()).isEqualTo("Cat");
        assertThat(accepted(form("confirm", null, CAT)).getConfirmedClass()).isEqualTo("cat");
        assertThat(accepted(form("class", "cat", null)).getTrueClass()).isEqualTo("cat");
    }

    @Test
    void whatCannotBeClassifiedAndWhatIsTakenBackNeedNoClass() {
        assertThat(accepted(form("unusable", null, null)).hasUnusable()).isTrue();
        assertThat(accepted(form("retract", null, null)).hasRetraction()).isTrue();
    }

    @Test
    void whatIsKnownOfTheImageCountsMoreThanWhatIsSent() {
        known = Optional.of(Frames.of(1, "door", "cat", 0.1, now, ReviewReason.DRAWN));

        Feedback feedback = accepted(form("class", "dog", null));

        assertThat(feedback.getAskedBecauseList()).containsExactly(ReviewReason.DRAWN);
        assertThat(feedback.getCoordinate())
                .isEqualTo(known.orElseThrow().label().getCoordinate());
    }

    @Test
    void onlyWhoWasHandedTheImageBlindAndSawNothingAnswersBlind() {
        assertThat(accepted(form("class", "dog", null)).getBlind())
                .as("a claim of the page's")
                .isFalse();

        handedBlind.add(Frames.id(1) + " anna");

        assertThat(accepted(form("class", "dog", null)).getBlind()).isTrue();
        assertThat(accepted(form("class", "dog", CAT)).getBlind()).isFalse();
        assertThat(reader.read("ben", form("class", "dog", null)))
                .isInstanceOfSatisfying(
                        Taken.Accepted.class,
                        taken -> assertThat(taken.feedback().getBlind()).isFalse());
    }

    @Test
    void anExampleIsFoundByItsHashAlone() {
        Feedback feedback =
                accepted(new AnswerForm(null, Frames.id(1), null, SHA256, null, "class", "dog", null, null, null));

        assertThat(feedback.hasCoordinate()).isFalse();
        assertThat(feedback.getSha256().size()).isEqualTo(32);
    }

    @Test
    void anImageOfAnotherHashIsNotTheOneThatIsMeant() {
        known = Optional.of(Frames.drawn(1, "door"));

        assertThat(refused(new AnswerForm(
                        null, Frames.id(1), "1-1", "11".repeat(32), null, "class", "dog", null, null, null)))
                .isEqualTo("IMAGE_CHANGED");
    }

    @Test
    void whatBreaksARuleIsRefusedWithItsReason() {
        assertThat(refused(form("class", "a\u200Bb", null))).isEqualTo("CLASS_INVALID");
        assertThat(refused(form("confirm", null, null))).isEqualTo("CLASS_INVALID");
        assertThat(refused(form("delete", "cat", null))).isEqualTo("EVENT_INVALID");
        assertThat(refused(new AnswerForm(null, "7", "1-1", SHA256, null, "class", "dog", null, null, null)))
                .isEqualTo("EVENT_INVALID");
        assertThat(refused(new AnswerForm(null, Frames.id(1), "../1", SHA256, null, "class", "dog", null, null, null)))
                .isEqualTo("EVENT_INVALID");
        assertThat(refused(new AnswerForm(null, null, null, null, null, null, null, null, null, null)))
                .isEqualTo("EVENT_INVALID");
    }

    @Test
    void whoStillHasTheOldNameOfAClassMeansTheNewOne() {
        renames.add("dgo", "dog", now);
        renames.add("dog", "hound", now.plusSeconds(1));
        assertThat(accepted(form("class", "Dgo", null)).getTrueClass()).isEqualTo("hound");

        renames.add("hound", "dog", now.plusSeconds(2));
        assertThat(accepted(form("class", "dgo", null)).getTrueClass()).isEqualTo("dog");

        now = now.plusSeconds(3_601);
        assertThat(accepted(form("class", "dgo", null)).getTrueClass()).isEqualTo("dgo");
    }

    @Test
    void whatTheModelStillCallsByTheOldNameIsConfirmedUnderTheNewOneHoweverLongAgoThatWas() {
        renames.add("cat", "kitten", now);
        now = now.plus(Duration.ofDays(40));

        assertThat(accepted(form("confirm", null, CAT)).getConfirmedClass()).isEqualTo("kitten");
        assertThat(accepted(form("class", "Cat", CAT)).getTrueClass()).isEqualTo("kitten");
        assertThat(accepted(form("class", "cat", null)).getTrueClass())
                .as("a class of the person's own making")
                .isEqualTo("cat");
    }

    private static AnswerForm form(String verdict, @Nullable String name, AnswerForm.@Nullable ShownForm shown) {
        return new AnswerForm(
                null,
                Frames.id(1),
                "3-1700",
                SHA256,
                "door",
                verdict,
                name,
                null,
                shown,
                List.of("UNSURE", "NEIGHBOURS", "<script>"));
    }

    private Feedback accepted(AnswerForm form) {
        Taken taken = reader.read("anna", form);
        assertThat(taken).isInstanceOf(Taken.Accepted.class);
        return ((Taken.Accepted) taken).feedback();
    }

    private String refused(AnswerForm form) {
        Taken taken = reader.read("anna", form);
        assertThat(taken).isInstanceOf(Taken.Refused.class);
        return ((Taken.Refused) taken).reason();
    }
}
