package io.afterimage.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Vote;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpellingsTest {
    private final Spellings spellings = new Spellings();

    @Test
    void aClassIsSpeltAsWhoeverNamedItFirst() {
        spellings.add(Example.newBuilder().addVotes(vote("Hot Dog")).build());

        assertThat(spellings.spelt(vote("hot dog")).getLabel()).isEqualTo("Hot Dog");
        assertThat(spellings.spelt(vote("cat")).getLabel()).isEqualTo("cat");
        assertThat(spellings.spelt(vote("CAT")).getLabel()).isEqualTo("cat");
        assertThat(spellings.spelt(vote("")).getLabel()).isEmpty();
    }

    @Test
    void theLiveModelsClassesAreKnown() {
        spellings.add(List.of("Egyptian cat"));

        assertThat(spellings.spelt(vote("egyptian CAT")).getLabel()).isEqualTo("Egyptian cat");
    }

    @Test
    void thereAreOnlySoManyClasses() {
        IntStream.range(0, Spellings.MOST).forEach(i -> spellings.spelt(vote("class " + i)));

        assertThat(spellings.refusal("one more").orElseThrow().reason()).isEqualTo(RejectionReason.TOO_MANY_CLASSES);
        assertThat(spellings.refusal("CLASS 7")).isEmpty();
        assertThat(spellings.refusal("")).as("no class").isEmpty();
    }

    private static Vote vote(String label) {
        return Vote.newBuilder().setLabel(label).build();
    }
}
