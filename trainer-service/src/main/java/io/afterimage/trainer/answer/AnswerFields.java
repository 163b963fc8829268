package io.afterimage.trainer.answer;

import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.label.SeenLabelFields;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers as JSON objects: keys and values, in order. Pure. */
public final class AnswerFields {
    private AnswerFields() {}

    /** What became of a call. */
    public static Map<String, @Nullable Object> of(AnswerDesk.Outcome outcome) {
        List<Map<String, String>> refused = outcome.refused().entrySet().stream()
                .map(one -> refused(one.getKey(), one.getValue()))
                .toList();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("taken", outcome.taken());
        fields.put("refused", refused);
        return fields;
    }

    /** What one person said. */
    public static Map<String, @Nullable Object> of(AnswerLog.Said said) {
        Feedback feedback = said.feedback();
        String sha256 = HexFormat.of().formatHex(feedback.getSha256().toByteArray());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", said.at().toString());
        fields.put("person", feedback.getPerson());
        fields.put("id", feedback.getImageId());
        fields.put("place", feedback.hasCoordinate() ? place(feedback) : null);
        fields.put("sha256", sha256.isEmpty() ? null : sha256);
        fields.put("image", image(feedback, sha256));
        fields.put("source", feedback.getSource());
        fields.put("verdict", verdict(feedback));
        fields.put("class", said.name().isEmpty() ? null : said.name());
        fields.put("shown", SeenLabelFields.top(feedback.getShown().getTopList()));
        fields.put(
                "reasons",
                feedback.getAskedBecauseList().stream().map(Enum::name).toList());
        return fields;
    }

    private static String verdict(Feedback feedback) {
        return switch (feedback.getVerdictCase()) {
            case TRUE_CLASS -> "class";
            case CONFIRMED_CLASS -> "confirm";
            case UNUSABLE -> "unusable";
            case RETRACTION -> "retract";
            case VERDICT_NOT_SET -> "none";
        };
    }

    private static String place(Feedback feedback) {
        return Place.of(feedback.getCoordinate()).toString();
    }

    /** Of what has no place, the example's. */
    private static @Nullable String image(Feedback feedback, String sha256) {
        if (sha256.isEmpty()) {
            return null;
        }
        return feedback.hasCoordinate()
                ? "/v1/images/" + place(feedback) + "/" + sha256
                : "/v1/examples/" + sha256 + "/image";
    }

    private static Map<String, String> refused(String answer, Taken.Refused why) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("answer", answer);
        fields.put("reason", why.reason());
        fields.put("detail", why.detail());
        return fields;
    }
}
