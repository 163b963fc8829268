package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {
    @Test
    void spacesAreTidied() {
        assertThat(ClassNames.tidy("  hot \u00A0 dog ")).contains("hot dog");
    }

    @Test
    void theSameLettersWrittenInTwoWaysAreOneName() {
        assertThat(ClassNames.tidy("cafe\u0301")).isEqualTo(ClassNames.tidy("caf\u00E9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u202Eb", "a\u200Bb", "a\uD800b"})
    void whatCannotBeSeenIsNoName(String name) {
        assertThat(ClassNames.tidy(name)).isEmpty();
    }

    @Test
    void aNameHasAtMost200Characters() {
        assertThat(ClassNames.tidy("x".repeat(200))).isPresent();
        assertThat(ClassNames.tidy("x".repeat(201))).isEmpty();
        assertThat(ClassNames.tidy("x".repeat(10_000))).isEmpty();
    }

    @Test
    void namesThatDifferOnlyInCaseShareTheirKey() {
        assertThat(ClassNames.key("Hot Dog")).isEqualTo(ClassNames.key("hot dog"));
        assertThat(ClassNames.key("STRASSE")).isEqualTo(ClassNames.key("straße"));
        assertThat(ClassNames.key("cat")).isNotEqualTo(ClassNames.key("cats"));
    }
}
