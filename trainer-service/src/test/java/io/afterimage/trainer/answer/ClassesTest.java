package io.afterimage.trainer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.review.Frames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassesTest {
    private static final Example AGREED = example(1, Standing.IN, "cat", vote(1, "anna", "cat"), vote(1, "ben", "cat"));
    private static final Example TIED = example(2, Standing.TIED, "", vote(2, "anna", "Cat"), vote(2, "ben", "dog"));

    @Test
    void aRenamedClassIsVotedForAnewByEveryoneWhoNamedIt() {
        List<Feedback> votes = ClassRename.votes(List.of(AGREED, TIED), "cat", "kitten", Frames.NOON);

        assertThat(votes).extracting(Feedback::getPerson).containsExactly("anna", "ben", "anna");
        assertThat(votes)
                .allMatch(vote -> vote.getTrueClass().equals("kitten"))
                .allMatch(vote -> vote.getRenamedFrom().equals("cat"))
                .allMatch(vote -> Feedbacks.check(vote).isEmpty())
                .noneMatch(Feedback::hasCoordinate);
        assertThat(votes.get(2).getSha256()).isEqualTo(TIED.getSha256());
        assertThat(ClassRename.votes(List.of(AGREED, TIED), "bird", "kitten", Frames.NOON))
                .isEmpty();
    }

    @Test
    void theListHasWhatPeopleAndTheModelKnow() {
        List<Map<String, @Nullable Object>> classes =
                ClassList.of(ExampleCounts.of(List.of(AGREED, TIED)), List.of("cat", "house"), name -> name);

        assertThat(classes).extracting(one -> one.get("name")).containsExactly("cat", "house");
        assertThat(classes.get(0))
                .containsEntry("examples", Map.of("train", 1, "validation", 0, "test", 0))
                .containsEntry("live", true)
                .containsEntry("renamed_to", null);
    }

    @Test
    void whatTheModelStillSaysOfAClassThatWasRenamedIsListedWithItsNewName() {
        List<Map<String, @Nullable Object>> classes = ClassList.of(
                ExampleCounts.of(List.of(AGREED)),
                List.of("cat", "house"),
                name -> name.equals("house") ? "home" : name);

        assertThat(classes)
                .filteredOn(one -> Objects.equals(one.get("name"), "house"))
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("renamed_to", "home"));
    }

    @Test
    void namesThatAreOneLetterApartAreSimilar() {
        assertThat(ClassList.areSimilar("Siamese", "siamese")).isTrue();
        assertThat(ClassList.areSimilar("hotdog", "hotdogs")).isTrue();
        assertThat(ClassList.areSimilar("hotdog", "hottog")).isTrue();
        assertThat(ClassList.areSimilar("xhotdog", "hotdog")).isTrue();
        assertThat(ClassList.areSimilar("hotdog", "hotdog")).isFalse();
        assertThat(ClassList.areSimilar("hotdog", "godhot")).isFalse();
        assertThat(ClassList.areSimilar("hotdog", "hotdogsss")).isFalse();
        assertThat(ClassList.areSimilar("1", "2")).isFalse();
    }

    @Test
    void ofWhichPeopleSayDifferentThingsIsListed() {
        assertThat(DisagreementFields.of(List.of(AGREED, TIED), Map.of(TIED.getSha256(), new Place(3, 7)), 10))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("standing", "tied")
                        .containsEntry("class", null)
                        .containsEntry("place", "3-7")
                        .containsEntry("id", Frames.id(2)));
    }

    private static Example example(int number, Standing standing, String label, Vote... votes) {
        byte[] sha256 = new byte[32];
        sha256[0] = (byte) number;
        return Example.newBuilder()
                .setSha256(ByteString.copyFrom(sha256))
                .setLabel(label)
                .setSide(Side.TRAIN)
                .setStanding(standing)
                .addAllVotes(List.of(votes))
                .build();
    }

    private static Vote vote(int number, String person, String label) {
        return Vote.newBuilder()
                .setPerson(person)
                .setLabel(label)
                .setImageId(Frames.id(number))
                .setAt(Times.timestamp(Frames.NOON))
                .build();
    }
}
