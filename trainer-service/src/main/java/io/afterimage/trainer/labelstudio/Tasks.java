package io.afterimage.trainer.labelstudio;

import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.answer.AnswerLog;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tasks as Label Studio imports them, for a configuration with {@code <Image name="image" value="$image"/>} and
 * {@code <Choices name="class" toName="image">}.
 */
public final class Tasks {
    static final String ID = "afterimage_id";
    static final String PLACE = "afterimage_place";
    static final String SHA256 = "afterimage_sha256";
    static final String SOURCE = "afterimage_source";
    static final String PERSON = "afterimage_person";

    private final String base;
    private final Map<String, Map<String, Object>> byImage = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();

    /** @param base address of this service, without a slash at its end */
    public Tasks(String base) {
        this.base = base;
    }

    /** An image that waits; one that was drawn at random comes without a prediction. */
    public void add(Entry entry) {
        SeenLabel label = entry.label();
        Map<String, Object> task = task(label.id(), label.place(), label.sha256(), label.source());
        if (!entry.hidden()) {
            list(task, "predictions")
                    .add(prediction(label.model(), label.label().getTopList()));
        }
    }

    /** What people said, the newest first; of images that are named by their place. */
    public void add(AnswerLog.Said answer) {
        Feedback feedback = answer.feedback();
        boolean newest = said.add(feedback.getImageId() + " " + feedback.getPerson());
        if (!newest || feedback.hasRetraction() || !feedback.hasCoordinate()) {
            return;
        }
        Map<String, Object> task = task(
                feedback.getImageId(),
                Place.of(feedback.getCoordinate()),
                HexFormat.of().formatHex(feedback.getSha256().toByteArray()),
                feedback.getSource());
        if (list(task, "predictions").isEmpty() && feedback.getShown().getTopCount() > 0) {
            list(task, "predictions")
                    .add(prediction(
                            feedback.getShown().getModel(), feedback.getShown().getTopList()));
        }
        list(task, "annotations").add(annotation(feedback.getPerson(), answer.name()));
    }

    /** All of them. */
    public List<Map<String, Object>> all() {
        return List.copyOf(byImage.values());
    }

    private Map<String, Object> task(String id, Place place, String sha256, String source) {
        return byImage.computeIfAbsent(id, none -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("image", base + "/v1/images/" + place + "/" + sha256 + "?side=1600");
            data.put(ID, id);
            data.put(PLACE, place.toString());
            data.put(SHA256, sha256);
            data.put(SOURCE, source);
            Map<String, Object> task = new LinkedHashMap<>();
            task.put("data", data);
            task.put("predictions", new ArrayList<Map<String, Object>>());
            task.put("annotations", new ArrayList<Map<String, Object>>());
            return task;
        });
    }

    @SuppressWarnings("unchecked") // as task() put it there
    private static List<Map<String, Object>> list(Map<String, Object> task, String name) {
        return (List<Map<String, Object>>) task.getOrDefault(name, new ArrayList<Map<String, Object>>());
    }

    private static Map<String, Object> prediction(String model, List<RankedClass> top) {
        double score = top.isEmpty() ? 0 : top.get(0).getProbability();
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", ModelVersion.shorten(model));
        prediction.put("score", Double.isFinite(score) ? score : 0.0);
        prediction.put(
                "result", top.isEmpty() ? List.of() : List.of(choice(top.get(0).getLabel())));
        return prediction;
    }

    /** Of what cannot be classified, the skipped one. */
    private static Map<String, Object> annotation(String person, String name) {
        Map<String, Object> annotation = new LinkedHashMap<>();
        annotation.put(PERSON, person);
        annotation.put("was_cancelled", name.isEmpty());
        annotation.put("result", name.isEmpty() ? List.of() : List.of(choice(name)));
        return annotation;
    }

    private static Map<String, Object> choice(String name) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("from_name", "class");
        choice.put("to_name", "image");
        choice.put("type", "choices");
        choice.put("value", Map.of("choices", List.of(name)));
        return choice;
    }
}
