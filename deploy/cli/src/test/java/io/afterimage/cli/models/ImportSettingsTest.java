package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
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
                .isEqualTo(new ImportOptions("file", null, null, null, null, null, null, null));
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
            "--colour=BGR"
        };

        assertThat(parse(call).options("file"))
                .isEqualTo(new ImportOptions(
                        "a b", Preset.IMAGENET, List.of(.5, .25, .125), List.of(1.0), 2.0, Colour.BGR, 32, 40));
    }

    private static ImportSettings parse(String... arguments) {
        Host host = new Host();
        var unused =
                new CommandLine(host).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return host.settings;
    }
}
