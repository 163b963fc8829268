package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.model.TestModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 1 knows red, green and blue; version 2 takes red for green; version 3 knows other names. */
class DiffModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RED = 0xF00000;
    private static final int GREEN = 0x00F000;

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void importModels() throws IOException {
        task = TestTask.create(folder);
        importModel("right", "red", "green", "blue");
        importModel("wrong", "green", "red", "blue");
        importModel("foreign", "rot", "gruen", "blau");
    }

    @Test
    void twoVersionsAreComparedOnAFolderOfClasses() throws IOException {
        write("red", RED, 12);
        write("green", GREEN, 8);

        JsonNode table = diff("1", "2", "--images", folder.resolve("images").toString());
        Run text = task.run(
                "models", "diff", "1", "2", "--images", folder.resolve("images").toString());

        assertThat(table.get("examples").asInt()).isEqualTo(20);
        assertThat(table.get("before").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(table.get("after").get("accuracy").asDouble()).isZero();
        assertThat(table.get("paired").get("lost").asInt()).isEqualTo(20);
        assertThat(table.get("worst")).hasSize(20);
        assertThat(text.out()).anySatisfy(line -> assertThat(line).matches("accuracy +100.0% +0.0%"));
    }

    @Test
    void aLabelMapSaysWhatForeignLabelsMean() throws IOException {
        write("red", RED, 3);
        write("green", GREEN, 3);
        Path map = Files.writeString(folder.resolve("map.json"), "{\"rot\": \"red\", \"gruen\": \"green\"}");

        JsonNode table = diff("3", "1", "--images", folder.resolve("images").toString(), "--label-map", map.toString());

        assertThat(table.get("before").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(table.get("shared")).hasSize(2);
    }

    @Test
    void theTestSideOfTheDataSetIsTakenAsItIsNow() throws IOException {
        byte[] moved = png(RED + 1);
        byte[] gone = png(RED + 2);
        example(png(RED), "red", Side.TEST);
        example(png(GREEN), "green", Side.TRAIN);
        example(moved, "green", Side.TEST);
        example(moved, "red", Side.TEST);
        example(gone, "red", Side.TEST);
        task.send(task.topics().examples(), Sha256.hex(gone), null, new RecordHeaders());

        JsonNode table = diff("1", "live");

        assertThat(table.get("examples").asInt()).isEqualTo(2);
        assertThat(table.get("before").get("accuracy").asDouble()).isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedIsOneLine() throws IOException {
        Path noMap = Files.writeString(folder.resolve("map.json"), "[1]");
        Files.createDirectories(folder.resolve("images"));

        assertThat(task.run("models", "diff", "1", "2").err().lines())
                .containsExactly(
                        "afterimage: There is no example on the test side yet. --images DIR takes images of your"
                                + " own.");
        assertThat(task.run(
                                "models",
                                "diff",
                                "1",
                                "2",
                                "--images",
                                folder.resolve("images").toString())
                        .err()
                        .lines())
                .hasSize(1);
        assertThat(task.run("models", "diff", "1", "2", "--label-map", noMap.toString())
                        .err())
                .contains("is no label map");
        assertThat(task.run("models", "diff", "1", "9").code()).isEqualTo(1);
        assertThat(task.run("models", "diff", "1").code()).isEqualTo(2);
    }

    private JsonNode diff(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("models", "diff", "--json"));
        all.addAll(List.of(arguments));
        Run run = task.run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out().get(0));
    }

    private void importModel(String name, String... labels) throws IOException {
        Path file = Files.write(folder.resolve(name + ".onnx"), TestModels.brightness(labels));
        Run run = task.run("models", "import", file.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private void write(String trueClass, int rgb, int count) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images").resolve(trueClass));
        for (int i = 0; i < count; i++) {
            Files.write(images.resolve(i + ".png"), png(rgb + i));
        }
    }

    private void example(byte[] image, String label, Side side) {
        byte[] sha256 = Sha256.of(image);
        Example example = Example.newBuilder()
                .setSha256(ByteString.copyFrom(sha256))
                .setImage(ByteString.copyFrom(image))
                .setLabel(label)
                .setGroup(Sha256.hex(image))
                .setSide(side)
                .build();
        task.send(task.topics().examples(), Sha256.hex(image), example.toByteArray(), new RecordHeaders());
    }

    private static byte[] png(int rgb) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, rgb);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
