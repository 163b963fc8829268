package io.afterimage.trainer.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Times;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VotesTest {
    @Test
    void aPersonsLaterVoteReplacesTheirEarlierOne() {
        assertThat(label(votes(vote("ada", "cat", 1), vote("ada", "dog", 2)))).isEqualTo("dog");
    }

    @Test
    void anEarlierVoteThatArrivesLaterChangesNothing() {
        assertThat(label(votes(vote("ada", "dog", 2), vote("ada", "cat", 1)))).isEqualTo("dog");
    }

    @Test
    void theMajorityOfPeopleCounts() {
        assertThat(label(votes(vote("ada", "cat", 1), vote("bob", "dog", 2), vote("eve", "cat", 3))))
                .isEqualTo("cat");
    }

    @Test
    void aTieKeepsTheImageOutUntilSomebodyBreaksIt() {
        Votes tied = votes(vote("ada", "cat", 1), vote("bob", "dog", 2));

        assertThat(standing(tied)).isEqualTo(Standing.TIED);
        assertThat(label(tied)).isEmpty();
        assertThat(label(tied.with(vote("eve", "dog", 3)))).isEqualTo("dog");
    }

    @Test
    void unusableIsCountedLikeAClass() {
        assertThat(standing(votes(vote("ada", "", 1)))).isEqualTo(Standing.UNUSABLE);
        assertThat(standing(votes(vote("ada", "", 1), vote("bob", "cat", 2)))).isEqualTo(Standing.TIED);
        assertThat(label(votes(vote("ada", "", 1), vote("bob", "cat", 2), vote("eve", "cat", 3))))
                .isEqualTo("cat");
    }

    @Test
    void whoTakesAVoteBackNoLongerCounts() {
        Votes tied = votes(vote("ada", "cat", 1), vote("bob", "dog", 2));

        assertThat(label(tied.without(vote("bob", "", 3)))).isEqualTo("cat");
        assertThat(tied.without(vote("bob", "", 3)).without(vote("ada", "", 4)).result())
                .isEmpty();
        assertThat(tied.without(vote("bob", "", 1)))
                .as("it is older than the vote")
                .isEqualTo(tied);
    }

    @Test
    void onlySoManyPeopleCanVoteOnOneImage() {
        Votes full = new Votes(IntStream.range(0, Votes.MOST)
                .mapToObj(i -> vote("person " + i, "cat", i))
                .toList());

        assertThat(full.admits("one more")).isFalse();
        assertThat(full.admits("person 7")).isTrue();
    }

    private static Votes votes(Vote... votes) {
        Votes all = Votes.NONE;
        for (Vote vote : votes) {
            all = all.with(vote);
        }
        return all;
    }

    private static Vote vote(String person, String label, int second) {
        return Vote.newBuilder()
                .setPerson(person)
                .setLabel(label)
                .setAt(Times.timestamp(Instant.ofEpochSecond(second)))
                .build();
    }

    private static String label(Votes votes) {
        return votes.result().orElseThrow().label();
    }

    private static Standing standing(Votes votes) {
        return votes.result().orElseThrow().standing();
    }
}
