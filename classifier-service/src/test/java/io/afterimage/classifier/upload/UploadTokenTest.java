package io.afterimage.classifier.upload;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTokenTest {
    @Test
    void theFilesTextIsTheTokenWithoutItsLineEnd(@TempDir Path folder) throws Exception {
        UploadToken token =
                UploadToken.of(Optional.of(Files.writeString(folder.resolve("token"), "0123456789abcdef\n")));

        assertThatNoException().isThrownBy(() -> token.check("Bearer 0123456789abcdef"));
        assertThatNoException().isThrownBy(() -> token.check("bearer 0123456789abcdef"));
        assertThatThrownBy(() -> token.check("Bearer 0123456789abcde")).hasMessageContaining("TOKEN_WRONG");
        assertThatThrownBy(() -> token.check(null)).hasMessageContaining("TOKEN_WRONG");
    }

    @Test
    void aTokenThatCanBeGuessedStopsTheStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\n");

        assertThatThrownBy(() -> UploadToken.of(Optional.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("afterimage.http.token-file");
    }

    @Test
    void withoutATokenNobodyMayUpload() {
        assertThatThrownBy(() -> UploadToken.of(Optional.empty()).check("Bearer "))
                .hasMessageContaining("UPLOAD_DISABLED");
    }
}
