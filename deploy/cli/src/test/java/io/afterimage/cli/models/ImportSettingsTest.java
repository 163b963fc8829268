package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.InputSize;
import io.afterimage.model.onnx.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ImportSettingsTest {
    /** A command with these options and nothing else. */
    @Command
    static final class Host {
        @Mixin
        private ImportSettings settings = new ImportSettings();
    }

    @Test
    void withoutOptionsOnlyTheNameIsKnown() {
        assertThat(parse().options("file"))
                .isEqualTo(new ImportOptions("file", null, null, null, null, null, null, null, null));
    }

    @Test
    void eachOptionReachesTheImporter() {
        String[] call = {
            "--preset=imagenet",
            "--name=a b",
            "--mean=0.5,0.25,0.125",
            "--std=1.0",
            "--scale=2.0",
            "--size=32",
            "--resize=40",
            "--colour=BGR",
            "--output=scores"
        };

        assertThat(parse(call).options("file"))
                .isEqualTo(new ImportOptions(
                        "a b",
                        Preset.IMAGENET,
                        List.of(.5, .25, .125),
                        List.of(1.0),
                        2.0,
                        Colour.BGR,
                        new InputSize(32, 32),
                        40,
                        "scores"));
    }

    @Test
    void aSizeMayBeWiderThanHigh() {
        assertThat(parse("--size=320x240").options("file").size()).isEqualTo(new InputSize(320, 240));
        assertThat(parse("--size=240X320").options("file").size()).isEqualTo(new InputSize(240, 320));
    }

    @Test
    void aSizeThatIsNoneIsRefused() {
        for (String size : List.of("", "x", "12x", "x12", "12x12x12", "-3", "0", "1e3", "99999999999")) {
            assertThatThrownBy(() -> parse("--size=" + size))
                    .isInstanceOf(CommandLine.ParameterException.class)
                    .hasMessageContaining("such as 224 or 320x240");
        }
    }

    private static ImportSettings parse(String... arguments) {
        Host host = new Host();
        var unused =
                new CommandLine(host).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return host.settings;
    }
}
