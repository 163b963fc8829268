package io.afterimage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.service.Token.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    @Test
    void theFilesTextIsTheTokenWithoutItsLineEnd(@TempDir Path folder) throws Exception {
        Token token = Token.of(Optional.of(Files.writeString(folder.resolve("token"), "0123456789abcdef\n")));

        assertThat(token.check("Bearer 0123456789abcdef")).isEqualTo(Check.RIGHT);
        assertThat(token.check("bearer 0123456789abcdef")).isEqualTo(Check.RIGHT);
        assertThat(token.check("Bearer 0123456789abcde")).isEqualTo(Check.WRONG);
        assertThat(token.check("0123456789abcdef")).isEqualTo(Check.WRONG);
        assertThat(token.check(null)).isEqualTo(Check.WRONG);
    }

    @Test
    void aTokenThatCanBeGuessedStopsTheStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\n");

        assertThatThrownBy(() -> Token.of(Optional.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("afterimage.http.token-file");
    }

    @Test
    void withoutATokenNobodyMayChangeAnything() {
        assertThat(Token.of(Optional.empty()).check("Bearer ")).isEqualTo(Check.NONE_SET);
    }
}
