package io.afterimage.trainer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.review.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerDeskTest {
    private final List<Feedback> topic = new ArrayList<>();
    private final List<Feedback> told = new ArrayList<>();
    private int brokersTake = Integer.MAX_VALUE;
    private Runnable whileWriting = () -> {};
    private final AnswerDesk desk = new AnswerDesk(
            new AnswerReader(
                    place -> place.in("images", "uuid"),
                    id -> Optional.empty(),
                    (id, person) -> false,
                    new Renames(() -> Frames.NOON),
                    () -> Frames.NOON),
            this::write,
            told::add);

    @Test
    void anAnswerThatIsSentAgainIsTakenAgainButNotWrittenAgain() {
        AnswerForm answer = answer(1);

        assertThat(desk.take("anna", List.of(answer)).taken()).containsExactly(answer.answer());
        assertThat(desk.take("anna", List.of(answer, answer(2))).taken()).hasSize(2);

        assertThat(topic).extracting(Feedback::getImageId).containsExactly(Frames.id(1), Frames.id(2));
        assertThat(told).isEqualTo(topic);
    }

    @Test
    void whatTheBrokersDoNotTakeIsNeitherTakenNorRefusedAndCanBeSentAgain() {
        AnswerForm first = answer(1);
        AnswerForm second = answer(2);
        brokersTake = 1;

        AnswerDesk.Outcome outcome = desk.take("anna", List.of(first, second));

        assertThat(outcome.taken()).containsExactly(first.answer());
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.unwritten()).containsExactly(second.answer());
        assertThat(told).hasSize(1);
        brokersTake = Integer.MAX_VALUE;
        assertThat(desk.take("anna", List.of(first, second)).taken()).hasSize(2);
        assertThat(topic).extracting(Feedback::getImageId).containsExactly(Frames.id(1), Frames.id(2));
    }

    @Test
    void anAnswerThatComesAgainWhileItIsBeingWrittenIsWrittenOnce() {
        AnswerForm answer = answer(1);
        List<AnswerDesk.Outcome> meanwhile = new ArrayList<>();
        whileWriting = () -> {
            whileWriting = () -> {};
            meanwhile.add(desk.take("anna", List.of(answer)));
        };

        assertThat(desk.take("anna", List.of(answer, answer)).taken()).containsExactly(answer.answer());

        assertThat(meanwhile.get(0).unwritten()).containsExactly(answer.answer());
        assertThat(desk.take("anna", List.of(answer)).taken()).containsExactly(answer.answer());
        assertThat(topic).hasSize(1);
    }

    @Test
    void oneWrongAnswerHoldsUpNoOther() {
        AnswerForm wrong = answer(1, "<b>", "nothing");
        AnswerForm nameless =
                new AnswerForm("1", Frames.id(3), "1-3", "00".repeat(32), null, "class", "cat", null, null, null);

        AnswerDesk.Outcome outcome = desk.take("anna", List.of(wrong, answer(2), nameless));

        assertThat(outcome.taken()).hasSize(1);
        assertThat(outcome.refused().values())
                .extracting(Taken.Refused::reason)
                .containsExactly("EVENT_INVALID", "EVENT_INVALID");
        assertThat(AnswerFields.of(outcome)).containsKeys("taken", "refused");
    }

    private static AnswerForm answer(int number) {
        return answer(number, "cat", "class");
    }

    private static AnswerForm answer(int number, String name, String verdict) {
        return new AnswerForm(
                UUID.randomUUID().toString(),
                Frames.id(number),
                "1-" + number,
                "00".repeat(32),
                "door",
                verdict,
                name,
                null,
                null,
                null);
    }

    private List<String> write(Map<String, Feedback> answers) {
        whileWriting.run();
        List<String> failures = new ArrayList<>();
        for (Feedback one : answers.values()) {
            if (failures.size() < brokersTake) {
                topic.add(one);
                failures.add("");
            } else {
                failures.add("nobody is there");
            }
        }
        return failures;
    }
}
