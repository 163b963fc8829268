package io.afterimage.trainer.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Shown;
import io.afterimage.trainer.answer.AnswerForm;
import io.afterimage.trainer.answer.AnswerLog;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Entry;
import io.afterimage.trainer.review.Frames;
import io.afterimage.trainer.review.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelStudioTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Tasks tasks = new Tasks("http://localhost:9095");

    @Test
    void whatWaitsBecomesATaskAndARandomDrawComesWithoutAPrediction() {
        tasks.add(new Entry(Frames.unsure(1, "door", 0.1), List.of(Reason.UNSURE), "", false, null));
        tasks.add(new Entry(Frames.drawn(2, "door"), List.of(Reason.DRAWN), "", true, null));

        List<Map<String, Object>> all = tasks.all();

        assertThat(all).hasSize(2);
        assertThat(all.get(0).get("data")).asString().contains("http://localhost:9095/v1/images/1-1/", Frames.id(1));
        assertThat(all.get(0).get("predictions")).asString().contains("cat");
        assertThat(all.get(1).get("predictions")).isEqualTo(List.of());
    }

    @Test
    void whatWasSaidComesBackAsItWas() throws Exception {
        tasks.add(said(1, "anna", "dog"));
        tasks.add(said(1, "anna", "an older word of the same person"));
        tasks.add(said(1, "ben", "cat"));

        Annotations read = Annotations.read(JSON.writeValueAsString(tasks.all()));

        assertThat(read.passedOver()).isEmpty();
        assertThat(read.answers()).containsOnlyKeys("anna", "ben");
        assertThat(read.answers().get("anna")).singleElement().satisfies(answer -> {
            assertThat(answer.name()).isEqualTo("dog");
            assertThat(answer.id()).isEqualTo(Frames.id(1));
            assertThat(answer.place()).isEqualTo("1-1");
            assertThat(answer.shown()).isNotNull();
        });
    }

    @Test
    void theSameExportGivesTheSameAnswersAgain() throws Exception {
        tasks.add(said(1, "anna", "dog"));
        String export = JSON.writeValueAsString(tasks.all());

        AnswerForm once =
                Annotations.read(export).answers().values().iterator().next().get(0);
        AnswerForm again =
                Annotations.read(export).answers().values().iterator().next().get(0);

        assertThat(again).isEqualTo(once);
    }

    @Test
    void anExportOfTheirsIsReadAndWhatIsSkippedIsNoAnswer() {
        String export = """
                [{"data": {"afterimage_id": "i", "afterimage_place": "1-1", "afterimage_sha256": "s"},
                  "annotations": [
                    {"completed_by": {"email": "anna@example.org"},
                     "result": [{"type": "choices", "value": {"choices": ["cat"]}}]},
                    {"completed_by": 7, "result": [{"type": "choices", "value": {"choices": ["dog"]}}]},
                    {"completed_by": 8, "was_cancelled": true, "result": []},
                    {"completed_by": 9, "result": [{"type": "choices", "value": {"choices": ["a", "b"]}}]}]},
                 {"data": {}},
                 "nonsense"]
                """;

        Annotations read = Annotations.read(export);

        assertThat(read.answers()).containsOnlyKeys("anna@example.org", "label-studio-7");
        assertThat(read.passedOver()).containsOnlyKeys("task 1");
    }

    @Test
    void whatIsNoExportIsRefused() {
        for (String text : List.of("", "{}", "[", "null", "\"text\"")) {
            assertThatThrownBy(() -> Annotations.read(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static AnswerLog.Said said(int number, String person, String name) {
        SeenLabel label = Frames.unsure(number, "door", 0.1);
        return new AnswerLog.Said(
                Feedback.newBuilder()
                        .setImageId(label.id())
                        .setPerson(person)
                        .setCoordinate(label.label().getCoordinate())
                        .setSha256(label.label().getSha256())
                        .setTrueClass(name)
                        .setShown(Shown.newBuilder()
                                .setModel("m")
                                .addTop(RankedClass.newBuilder().setLabel("bird")))
                        .build(),
                Frames.NOON);
    }
}
