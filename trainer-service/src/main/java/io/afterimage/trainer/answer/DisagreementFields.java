package io.afterimage.trainer.answer;

import com.google.protobuf.ByteString;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Vote;
import io.afterimage.trainer.label.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images of which people say different things, as JSON objects: keys and values, in order. Pure. */
public final class DisagreementFields {
    private DisagreementFields() {}

    /**
     * Those whose newest vote is the newest come first.
     *
     * @param places where images stand, by their hash, as far as that is known
     */
    public static List<Map<String, @Nullable Object>> of(
            Collection<Example> examples, Map<ByteString, Place> places, int most) {
        return examples.stream()
                .filter(ExampleCounts::disagree)
                .sorted(Comparator.comparing(DisagreementFields::lastVote).reversed())
                .limit(most)
                .map(example -> of(example, places.get(example.getSha256())))
                .toList();
    }

    private static Map<String, @Nullable Object> of(Example example, @Nullable Place place) {
        String sha256 = HexFormat.of().formatHex(example.getSha256().toByteArray());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
                "id", example.getVotesCount() == 0 ? null : example.getVotes(0).getImageId());
        fields.put("place", place == null ? null : place.toString());
        fields.put("sha256", sha256);
        fields.put("image", "/v1/examples/" + sha256 + "/image");
        fields.put("source", example.getSource());
        fields.put("class", example.getLabel().isEmpty() ? null : example.getLabel());
        fields.put("standing", ExampleCounts.standingOf(example).name().toLowerCase(Locale.ROOT));
        fields.put(
                "votes",
                example.getVotesList().stream().map(DisagreementFields::vote).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> vote(Vote vote) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("person", vote.getPerson());
        fields.put("class", vote.getLabel().isEmpty() ? null : vote.getLabel());
        fields.put("id", vote.getImageId());
        fields.put("at", Times.instant(vote.getAt()).toString());
        return fields;
    }

    private static Instant lastVote(Example example) {
        return example.getVotesList().stream()
                .map(vote -> Times.instant(vote.getAt()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
