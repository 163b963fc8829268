package io.afterimage.trainer.labelstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.events.Feedbacks;
import io.afterimage.trainer.answer.AnswerForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Annotations as Label Studio exports them, of tasks that {@link Tasks} made. What was skipped there is no answer.
 *
 * @param answers by person; the same export gives the same answers again
 * @param passedOver why some are none, by the task's number in the export, from 1
 */
public record Annotations(Map<String, List<AnswerForm>> answers, Map<String, String> passedOver) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads an export.
     *
     * @throws IllegalArgumentException if it is no JSON array of tasks; the message is one line
     */
    public static Annotations read(String json) {
        Annotations read = new Annotations(new LinkedHashMap<>(), new LinkedHashMap<>());
        JsonNode tasks = tree(json);
        if (tasks == null || !tasks.isArray()) {
            throw new IllegalArgumentException("a JSON array of tasks is needed: Label Studio's export 'JSON'");
        }
        int number = 0;
        for (JsonNode task : tasks) {
            number++;
            for (JsonNode annotation : task.path("annotations")) {
                read.add("task " + number, task, annotation);
            }
        }
        return read;
    }

    private static @Nullable JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "it is no JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private void add(String task, JsonNode source, JsonNode annotation) {
        if (annotation.path("was_cancelled").asBoolean()) {
            return;
        }
        List<String> choices = choices(annotation);
        String person = person(annotation);
        if (choices.size() != 1) {
            passedOver.put(task, "exactly one choice is needed, there are " + choices.size());
        } else if (!Feedbacks.isPerson(person)) {
            passedOver.put(task, "completed_by names nobody");
        } else {
            answers.computeIfAbsent(person, none -> new ArrayList<>())
                    .add(form(source, annotation, person, choices.get(0)));
        }
    }

    private static AnswerForm form(JsonNode task, JsonNode annotation, String person, String name) {
        JsonNode data = task.path("data");
        String id = data.path(Tasks.ID).asText();
        String at = annotation.path("updated_at").asText();
        byte[] content = (id + "\n" + person + "\n" + name + "\n" + at).getBytes(StandardCharsets.UTF_8);
        return new AnswerForm(
                UUID.nameUUIDFromBytes(content).toString(),
                id,
                data.path(Tasks.PLACE).asText(),
                data.path(Tasks.SHA256).asText(),
                data.path(Tasks.SOURCE).asText(),
                "class",
                name,
                null,
                shown(task),
                null);
    }

    private static List<String> choices(JsonNode annotation) {
        List<String> choices = new ArrayList<>();
        for (JsonNode result : annotation.path("result")) {
            if (result.path("type").asText().equals("choices")) {
                result.path("value").path("choices").forEach(choice -> choices.add(choice.asText()));
            }
        }
        return choices;
    }

    /** The prediction that the person saw; null where the task had none. */
    private static AnswerForm.@Nullable ShownForm shown(JsonNode task) {
        JsonNode prediction = task.path("predictions").path(0);
        List<String> choices = choices(prediction);
        if (choices.isEmpty()) {
            return null;
        }
        float score = (float) prediction.path("score").asDouble();
        return new AnswerForm.ShownForm(
                prediction.path("model_version").asText(), List.of(new AnswerForm.RankedForm(choices.get(0), score)));
    }

    private static String person(JsonNode annotation) {
        JsonNode by = annotation.path("completed_by");
        return Optional.of(annotation.path(Tasks.PERSON).asText())
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.of(by.path("email").asText()).filter(name -> !name.isEmpty()))
                .or(() -> by.isIntegralNumber() ? Optional.of("label-studio-" + by.asLong()) : Optional.empty())
                .orElse("");
    }
}
