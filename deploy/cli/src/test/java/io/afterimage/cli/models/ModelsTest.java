package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.Sha256;
import io.afterimage.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class ModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;
    private Path model;
    private Path colours;
    private Path others;

    @BeforeEach
    void makeFiles() throws IOException {
        task = TestTask.create(folder);
        byte[] onnx = TestModels.averageAndGemm(0).build().toByteArray();
        model = Files.write(folder.resolve("Colours.onnx"), onnx);
        colours = Files.writeString(folder.resolve("colours.txt"), "red\ngreen\nblue\n");
        others = Files.writeString(folder.resolve("others.json"), "{\"0\": \"rot\", \"1\": \"grün\", \"2\": \"blau\"}");
    }

    @Test
    void anImportedModelIsPublishedOnceAndLive() throws IOException {
        assertThat(importModel(colours).code()).isZero();
        assertThat(importModel(colours).code()).isZero();

        List<String> listed = task.run("models", "list", "--json").out();
        assertThat(listed).hasSize(1);
        JsonNode version = JSON.readTree(listed.get(0));
        assertThat(version.fieldNames())
                .toIterable()
                .containsExactly("version", "sha256", "parent", "labels", "state", "created_at");
        assertThat(version.get("version").asInt()).isEqualTo(1);
        assertThat(version.get("parent").isNull()).isTrue();
        assertThat(version.get("labels")).hasSize(3);
        assertThat(version.get("state").asText()).isEqualTo("live");
        assertThat(task.read(task.topics().models())).hasSize(2);
    }

    @Test
    void versionsArePromotedAndRolledBackByNumberOrHash() throws IOException {
        importModel(colours);
        assertThat(importModel(others, "--no-promote").code()).isZero();
        assertThat(states()).containsExactly("live", "published");

        String hash = show("2").get("sha256").asText().substring(0, 8);
        assertThat(task.run("models", "promote", hash, "--reason", "better").code())
                .isZero();
        assertThat(states()).containsExactly("published", "live");
        assertThat(task.run("models", "rollback", "--reason", "worse").code()).isZero();
        assertThat(states()).containsExactly("live", "published");

        JsonNode shown = show("live");
        assertThat(shown.get("name").asText()).isEqualTo("Colours");
        assertThat(shown.get("width").asInt()).isEqualTo(TestModels.SIDE);
        assertThat(shown.get("tensors").get("logits").asText()).isNotEmpty();
        assertThat(shown.get("promotions")).hasSize(2);
        assertThat(shown.get("promotions").get(1).get("reason").asText()).isEqualTo("worse");
        assertThat(shown.get("promotions").get(1).get("rollback").asBoolean()).isTrue();
    }

    @Test
    void anExportIsTheVersionsFileAndNeverWritesOverAnotherUnasked() throws IOException {
        importModel(colours);
        Path file = folder.resolve("out.onnx");

        assertThat(task.run("models", "export", "1", file.toString()).code()).isZero();
        Run again = task.run("models", "export", "live", file.toString());
        Run forced = task.run("models", "export", "live", file.toString(), "--force", "--json");

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err().lines())
                .containsExactly("afterimage: " + file + " is there already; --force writes over it.");
        assertThat(Sha256.hex(Files.readAllBytes(file)))
                .isEqualTo(JSON.readTree(forced.out().get(0)).get("sha256").asText());
    }

    @Test
    void anExportedPackageIsImportedElsewhereAsTheSameVersion() throws IOException {
        importModel(colours);
        Path file = folder.resolve("exported.onnx");
        task.run("models", "export", "1", file.toString());
        TestTask elsewhere = TestTask.create(folder.resolve("elsewhere"));

        Run imported = elsewhere.run("models", "import", file.toString(), "--json");

        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(JSON.readTree(imported.out().get(0)).get("sha256").asText())
                .isEqualTo(Sha256.hex(Files.readAllBytes(file)));
    }

    @Test
    void whatCannotBeImportedIsOneLineAndPublishesNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        Path two = Files.writeString(folder.resolve("two.txt"), "red\ngreen\n");

        Run noModel = task.run("models", "import", text.toString(), "--labels", colours.toString());
        Run wrongLabels = importModel(two);
        Run noFile = task.run("models", "import", "no-such.onnx", "--labels", colours.toString());
        Run noLabels = task.run("models", "import", model.toString());

        assertThat(noModel.code()).isEqualTo(1);
        assertThat(noModel.err().lines()).singleElement().asString().startsWith("afterimage: " + text + ": ");
        assertThat(wrongLabels.code()).isEqualTo(1);
        assertThat(wrongLabels.err().lines()).hasSize(1);
        assertThat(noFile.err().lines()).containsExactly("afterimage: There is no file no-such.onnx.");
        assertThat(noLabels.err().lines())
                .singleElement()
                .asString()
                .endsWith("(--labels FILE imports a foreign model)");
        assertThat(task.read(task.topics().models())).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsOneLine() {
        assertThat(task.run("models", "list").err()).contains("No model yet.");
        assertThat(task.run("models", "promote", "7").err()).startsWith("afterimage: No version is meant by '7'");
        assertThat(task.run("models", "show", "live").err()).startsWith("afterimage: No version is live.");
        assertThat(task.run("models", "rollback").err())
                .startsWith("afterimage: No version was live before the current one.");
        assertThat(task.run("models").code()).isEqualTo(2);
    }

    private Run importModel(Path labels, String... more) {
        List<String> call = new ArrayList<>(List.of("models", "import", model.toString()));
        call.addAll(List.of("--labels", labels.toString(), "--scale", "0.00392157", "--colour", "rgb"));
        call.addAll(List.of(more));
        return task.run(call.toArray(String[]::new));
    }

    private JsonNode show(String version) throws IOException {
        return JSON.readTree(task.run("models", "show", version, "--json").out().get(0));
    }

    private List<String> states() throws IOException {
        List<String> states = new ArrayList<>();
        for (String line : task.run("models", "list", "--json").out()) {
            states.add(JSON.readTree(line).get("state").asText());
        }
        return states;
    }
}
