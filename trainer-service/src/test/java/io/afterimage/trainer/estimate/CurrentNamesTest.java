package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CurrentNamesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final CurrentNames names = new CurrentNames();

    @Test
    void aNameThatWasGivenUpMeansTheOneInItsPlaceHoweverItIsSpelt() {
        names.rename("kitty", "Cat", NOON);
        names.rename("CAT", "house  cat", NOON.plusSeconds(1));

        assertThat(names.of("Kitty ")).isEqualTo(names.of("cat")).isEqualTo(names.of("House cat"));
        assertThat(names.of("dog")).isNotEqualTo(names.of("cat"));
    }

    @Test
    void whatIsRenamedBackHasItsOldNameInWhateverOrderThatIsHeard() {
        names.rename("feline", "cat", NOON.plusSeconds(1));
        names.rename("cat", "feline", NOON);

        assertThat(names.of("feline")).isEqualTo("cat");
        assertThat(names.of("cat")).isEqualTo("cat");
    }

    @Test
    void aNameThatIsGivenAgainIsNoLongerTheClassThatGaveItUp() {
        names.rename("cat", "feline", NOON);
        names.rename("kitty", "cat", NOON.plusSeconds(1));

        assertThat(names.of("kitty")).isEqualTo("cat");
        assertThat(names.of("cat")).isEqualTo("cat");
    }
}
