package io.afterimage.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.afterimage.model.TestModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline --images photos",
                "pipeline --model m.onnx",
                "pipeline --model m.onnx --images photos --runs 0",
                "pipeline --model m.onnx --images photos --images-count -1",
                "crash --model m.onnx",
                "swap --model m.onnx --images photos --every soon",
                "soak --model m.onnx --images photos --minutes 0",
                "soak --model m.onnx --images photos --load 1.5",
                "decode",
                "infer",
                "infer --model m.onnx --precision float12",
                "network",
                "ladder",
                "active --images photos",
                "ladder --images photos --presets cnn,resnet",
                "ladder --images photos --set epochs=many",
                "loop --model m.onnx",
                "newclass --model m.onnx --images photos",
                "noise --images photos --runs many",
                "kill --images photos",
                "runs --model m.onnx",
                "starter --each 0"
            })
    void aWrongCallSaysSoAndEndsWithTwo(String call) {
        assertThat(run(call)).isEqualTo(2);
        assertThat(err.toString())
                .containsAnyOf(
                        "Missing required option",
                        "Missing required parameter",
                        "at least 1 is needed",
                        "Invalid value",
                        "there is no 'resnet'",
                        "must be a number");
    }

    @Test
    void aFolderWithoutImagesIsOneLine() {
        assertThat(run("pipeline --model m.onnx --images no-such-folder")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("afterimage: --images: no image that can be decoded in no-such-folder");
    }

    @Test
    void aDeviceThatIsNoneIsOneLine() throws IOException {
        Path model = Files.write(folder.resolve("colours.onnx"), TestModels.colours());

        assertThat(run("infer --model " + model + " --device gpu")).isEqualTo(1);
        assertThat(err.toString().strip()).startsWith("afterimage: --device or --largest-batch: 'gpu' is not like");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--precision float16 | --precision float16 is for a GPU, and --device is cpu",
                "--threads 0 | --threads and --seconds must be above 0",
                "--seconds 0 | --threads and --seconds must be above 0",
                "--device cuda:0 | cuda:0 cannot be used: built without CUDA"
            })
    void whatCannotBeMeasuredIsOneLine(String options, String said) throws IOException {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
        Path model = Files.write(folder.resolve("colours.onnx"), TestModels.colours());

        assertThat(run("infer --model " + model + " " + options)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(said);
    }

    @Test
    void aModelThatCannotBeImportedTwiceIsNotSwapped() {
        assertThat(run("swap --model package.onnx --images photos")).isEqualTo(1);
        assertThat(err.toString()).contains("--labels");
    }

    private int run(String call) {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(call.split(" ", -1)));
        CommandLine line = Bench.commandLine();
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter()));
        return line.execute(arguments.toArray(String[]::new));
    }
}
