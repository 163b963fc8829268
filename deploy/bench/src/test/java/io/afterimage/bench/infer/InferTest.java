package io.afterimage.bench.infer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.afterimage.cli.Afterimage;
import io.afterimage.model.TestModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachSizeUpToTheDevicesLargestIsMeasured() throws Exception {
        Path model = Files.write(folder.resolve("colours.onnx"), TestModels.colours());

        String figures = run("--model " + model + " --device 1ms+1ms,4 --largest-batch 32 --seconds 0.05 --json");

        assertThat(figures)
                .contains("\"batch_1_per_s\":", "\"batch_2_per_s\":", "\"batch_4_per_s\":")
                .doesNotContain("batch_8");
    }

    @Test
    void theNetworkHasTheLayersOfResNet50() {
        ModelProto model = ResNet50.make();

        assertThat(model.getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("Conv"))
                .hasSize(53);
        assertThat(model.getGraph().getInitializerList().stream()
                        .mapToLong(weight -> weight.getRawData().size() / Float.BYTES)
                        .sum())
                .isEqualTo(25_530_472);
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getName)
                .doesNotHaveDuplicates();
    }

    private static String run(String arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Afterimage.commandLine()
                .addSubcommand("infer", new InferCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true));
        assertThat(line.execute(("infer " + arguments).split(" ", -1))).isZero();
        return out.toString();
    }
}
