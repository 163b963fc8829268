package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataOptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/srv/afterimage | /srv/afterimage",
                "/srv/grüne_Äpfel | /srv/grüne_Äpfel",
                "/srv/two words | '/srv/two words'",
                "/srv/it's $HOME | '/srv/it'\\''s $HOME'"
            })
    void whatIsToldToTypeCanBeTyped(String folder, String word) {
        assertThat(stack(Path.of(folder)).dataOption()).isEqualTo(" --data " + word);
    }

    private static LocalStack stack(Path folder) {
        return new LocalStack(
                new Installation(Path.of("/opt")),
                new DataFolder(folder),
                new Ports(Ports.DEFAULT),
                "afterimage.",
                Optional.empty(),
                Optional.empty());
    }
}
