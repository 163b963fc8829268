package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.Afterimage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMapOptionTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tabby\" | is no label map",
                "[1] | is no label map",
                "{\"tabby\": null} | is no label map",
                "{\"tabby\": \" cat\"} | which can be no class",
                "{\"tabby\": \"c\\u0007t\"} | 'c?t', which can be no class",
                "{\"tabbi\": \"cat\"} | translates 'tabbi', which is none of the labels"
            })
    void aMapThatIsWrongIsOneLineBeforeAnythingStarts(String json, String said) throws IOException {
        Path map = Files.writeString(folder.resolve("map.json"), json);

        assertThat(up(map)).startsWith("afterimage: " + map).contains(said).hasLineCount(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aMapThatIsNotThereIsOneLine() throws IOException {
        Path map = folder.resolve("none.json");

        assertThat(up(map)).isEqualToIgnoringNewLines("afterimage: There is no file " + map + ".");
    }

    @Test
    void theTrainerIsToldOfTheMap() {
        Path map = folder.resolve("map.json");
        LocalStack stack = new LocalStack(
                new Installation(folder),
                new DataFolder(folder),
                new Ports(Ports.DEFAULT),
                "afterimage.",
                Optional.empty(),
                Optional.of(map));

        assertThat(stack.trainer().java()).contains("-Dafterimage.gate.label-map=" + map);
        assertThat(stack.classifier().java()).noneMatch(option -> option.contains("label-map"));
    }

    private String up(Path map) throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "never read");
        Path labels = Files.writeString(folder.resolve("labels.txt"), "tabby\nbeagle\n");
        StringWriter errors = new StringWriter();
        int code = Afterimage.commandLine()
                .setErr(new PrintWriter(errors))
                .execute(
                        "up",
                        "--data",
                        folder.resolve("data").toString(),
                        "--model",
                        model.toString(),
                        "--labels",
                        labels.toString(),
                        "--label-map",
                        map.toString());
        assertThat(code).isEqualTo(1);
        return errors.toString();
    }
}
