package io.afterimage.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.cli.dataform.SampleFiles;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    private Path folder = Path.of("");

    private TestTask task;
    private Path photos;

    @BeforeEach
    void makePhotos() throws IOException {
        task = TestTask.create(folder);
        photos = folder.resolve("photos");
        write("cat/1.png", image(1));
        write("cat/2.png", image(2));
        write("Hot  Dog/3.png", image(3));
    }

    @Test
    void anImportStoresEachImageAndSaysOnceWhatItShows() throws IOException {
        Run run = task.run("examples", "import", photos.toString(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(summary(run).path("imported").asInt()).isEqualTo(3);
        assertThat(summary(run).at("/classes/cat/imported").asInt()).isEqualTo(2);
        assertThat(feedback()).hasSize(3).allSatisfy(said -> {
            assertThat(said.getPerson()).isEqualTo("import");
            assertThat(said.getSource()).isEqualTo("import");
            assertThat(said.hasCoordinate()).isFalse();
            assertThat(task.store().resolve("images")).isDirectoryContaining(file -> file.getFileName()
                    .toString()
                    .equals(HexFormat.of().formatHex(said.getSha256().toByteArray())));
        });
        assertThat(feedback()).extracting(Feedback::getTrueClass).containsExactlyInAnyOrder("cat", "cat", "Hot Dog");

        Run again = task.run("examples", "import", photos.toString(), "--json");
        assertThat(again.code()).isZero();
        assertThat(summary(again).path("already").asInt()).isEqualTo(3);
        assertThat(feedback()).hasSize(3);
    }

    @Test
    void whatAnImportCannotTakeStandsInItsTable() throws IOException {
        write("cat/again.png", image(1));
        write("dog/cat.png", image(1));
        write("dog/cut.png", Arrays.copyOf(image(4), 100));
        write("loose.png", image(5));

        Run run = task.run("examples", "import", photos.toString(), "--json");

        assertThat(run.code()).isEqualTo(1);
        JsonNode summary = summary(run);
        assertThat(summary.path("imported").asInt()).isEqualTo(3);
        assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
        assertThat(summary.path("contradicting").asInt()).isEqualTo(1);
        assertThat(summary.path("undecodable").asInt()).isEqualTo(1);
        assertThat(run.err())
                .contains("cut.png: IMAGE_TRUNCATED", "the same image as", "loose.png: it is in no class's folder");
        assertThat(summary.at("/reasons/IMAGE_TRUNCATED").asInt()).isEqualTo(1);
        assertThat(summary.path("left_out").asInt()).isEqualTo(1);
        assertThat(feedback()).hasSize(3);
    }

    @Test
    void whatCannotBeImportedIsSaidInOneLine() throws IOException {
        assertThat(task.run("examples", "import", folder.resolve("none").toString())
                        .err())
                .contains("none: FILE_MISSING, there is no such file or folder");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(task.run("examples", "import", empty.toString()).err()).contains("No images found in");
    }

    @Test
    void anImportThatWasCutShortGoesOnWithNothingDoubledAndNothingLost() throws IOException {
        byte[] records = records(image(1), image(2), image(3), image(4));
        Path file = folder.resolve("train.tfrecord");
        Files.write(file, Arrays.copyOf(records, records.length * 2 / 3));

        Run cut = task.run("examples", "import", file.toString(), "--json");
        assertThat(cut.code()).isEqualTo(1);
        assertThat(summary(cut).path("imported").asInt()).isEqualTo(2);
        assertThat(summary(cut).at("/reasons/TRUNCATED").asInt()).isEqualTo(1);

        Files.write(file, records);
        Run whole = task.run("examples", "import", file.toString(), "--json");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(summary(whole).path("already").asInt()).isEqualTo(2);
        assertThat(summary(whole).path("imported").asInt()).isEqualTo(2);
        assertThat(feedback()).hasSize(4);
    }

    @Test
    void aLabelMapMakesTheDataSetServeAnotherQuestionAndANameThatNobodyHasIsSaid() {
        Run run = task.run("examples", "import", photos.toString(), "--label-map", "Hot Dog=yes,*=no", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Too few to be learned alone", "no, yes");
        assertThat(feedback()).extracting(Feedback::getTrueClass).containsExactlyInAnyOrder("yes", "no", "no");
        Run mistyped = task.run("examples", "import", photos.toString(), "--label-map", "hotdog=yes,*=no");
        assertThat(mistyped.code()).isEqualTo(1);
        assertThat(mistyped.err()).contains("no image shows 'hotdog'");
    }

    @Test
    void eachFormOfAnExportIsImportedAsItWas() throws IOException {
        for (int seed = 1; seed <= 4; seed++) {
            example(grey(seed), "digit " + seed % 2, Side.TRAIN, Standing.IN, "ada");
        }
        for (String form : List.of("folder", "csv", "pixels", "idx", "tfrecord")) {
            Path out = folder.resolve(form + ".zip");
            Run export = task.run("examples", "export", out.toString(), "--form", form, "--json");
            assertThat(export.code()).as(form + export.err()).isZero();
            assertThat(summary(export).path("examples").asInt()).isEqualTo(4);

            Run run = task.run("examples", "import", out.toString(), "--person", form, "--json");

            assertThat(run.code()).as(form + run.err()).isZero();
            assertThat(summary(run).path("imported").asInt()).as(form).isEqualTo(4);
            assertThat(summary(run).at("/classes/digit 1/imported").asInt()).isEqualTo(2);
        }
        assertThat(task.run("examples", "export", folder.resolve("idx.zip").toString())
                        .err())
                .contains("is there already");
    }

    @Test
    void whatAFormOfPixelsCannotHoldIsLeftOutAndSaid() throws IOException {
        example(image(1), "cat", Side.TRAIN, Standing.IN, "ada");
        Path out = folder.resolve("out");

        Run run = task.run("examples", "export", out.toString(), "--form", "idx", "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Left out: " + Sha256.hex(image(1)) + " (cat): it has colours");
        assertThat(summary(run).path("left_out").asInt()).isEqualTo(1);
        assertThat(task.run("examples", "export", out + "2", "--form", "csv", "--side", "8")
                        .code())
                .isEqualTo(2);
        assertThat(task.run("examples", "export", out + "2", "--form", "idx", "--side", "8")
                        .code())
                .isZero();
    }

    @Test
    void anExportIsImportedAsItWas() throws IOException {
        example(image(1), "cat", Side.TRAIN, Standing.IN, "ada");
        example(image(2), "dog/../..", Side.TEST, Standing.IN, "ada");
        example(image(3), "", Side.TRAIN, Standing.TIED, "ada", "bob");
        task.send(task.topics().examples(), "garbage", new byte[] {1}, new RecordHeaders());
        Path out = folder.resolve("out");

        Run run = task.run("examples", "export", out.toString(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(summary(run).path("examples").asInt()).isEqualTo(2);
        assertThat(out.resolve("cat").resolve(Sha256.hex(image(1)) + ".png")).hasBinaryContent(image(1));
        assertThat(out.resolve("dog______")).isDirectory();
        assertThat(task.run("examples", "export", out.toString()).err()).contains("is not empty");

        assertThat(task.run("examples", "import", out.toString()).code()).isZero();
        assertThat(feedback()).extracting(Feedback::getTrueClass).containsExactlyInAnyOrder("cat", "dog/../..");
        assertThat(feedback()).extracting(Feedback::getSource).containsOnly("door");
    }

    @Test
    void anotherClassForTheSmallCopyOfAnImageIsSaidOfTheImageItself() throws IOException {
        write("cat/1.png", image(1));
        assertThat(task.run("examples", "import", photos.toString()).code()).isZero();
        Path copies = folder.resolve("copies");
        Files.createDirectories(copies.resolve("dog"));
        Files.write(copies.resolve("dog/small.png"), image(9));
        Files.writeString(
                copies.resolve("manifest.jsonl"),
                "{\"file\": \"dog/small.png\", \"label\": \"dog\", \"sha256\": \"" + Sha256.hex(image(1)) + "\"}\n");

        assertThat(task.run("examples", "import", copies.toString()).code()).isZero();

        assertThat(feedback())
                .filteredOn(said -> said.getTrueClass().equals("dog"))
                .singleElement()
                .extracting(Feedback::getSha256)
                .isEqualTo(ByteString.copyFrom(Sha256.of(image(1))));
    }

    @Test
    void anImportThatFailsSaysWhatItDidUntilThen() throws IOException {
        assertThat(task.run("examples", "import", photos.toString()).code()).isZero();
        write("cat/4.png", image(4));
        Path images = task.store().resolve("images");
        Path away = Files.move(images, folder.resolve("away"));
        Files.writeString(images, "no folder");

        Run failed = task.run("examples", "import", photos.toString(), "--json");

        assertThat(failed.code()).isNotZero();
        assertThat(failed.err()).contains("The store cannot take");
        assertThat(summary(failed).path("already").asInt()).isPositive();
        Files.delete(images);
        Files.move(away, images);
    }

    @Test
    void examplesAreListedAndCounted() throws IOException {
        example(image(1), "cat", Side.TRAIN, Standing.IN, "ada");
        example(image(2), "cat", Side.TEST, Standing.IN, "ada");
        example(image(3), "", Side.TRAIN, Standing.TIED, "ada", "bob");
        example(image(4), "dog", Side.TRAIN, Standing.IN, "ada");
        task.send(task.topics().examples(), Sha256.hex(image(4)), null, new RecordHeaders());

        JsonNode stats = summary(task.run("examples", "stats", "--json"));
        Run tied = task.run("examples", "list", "--standing", "tied", "--json");

        assertThat(stats.path("examples").asInt()).isEqualTo(2);
        assertThat(stats.at("/classes/cat/train").asInt()).isEqualTo(1);
        assertThat(stats.at("/classes/cat/test").asInt()).isEqualTo(1);
        assertThat(stats.path("tied").asInt()).isEqualTo(1);
        assertThat(stats.path("disagreements").asInt()).isEqualTo(1);
        assertThat(task.run("examples", "stats").out()).anyMatch(line -> line.contains("2 examples of 1 classes"));
        assertThat(task.run("examples", "list").out()).hasSize(3);
        assertThat(task.run("examples", "list", "--class", "cat").out()).hasSize(2);
        assertThat(tied.out()).singleElement().asString().contains(Sha256.hex(image(3)), "\"standing\":\"tied\"");
    }

    private void example(byte[] image, String label, Side side, Standing standing, String... people) {
        Example.Builder example = Example.newBuilder()
                .setSha256(ByteString.copyFrom(Sha256.of(image)))
                .setImage(ByteString.copyFrom(image))
                .setLabel(label)
                .setSource("door")
                .setGroup(Sha256.hex(image))
                .setSide(side)
                .setStanding(standing);
        for (String person : people) {
            example.addVotes(
                    Vote.newBuilder().setPerson(person).setLabel(label.isEmpty() ? person + "'s class" : label));
        }
        task.send(task.topics().examples(), Sha256.hex(image), example.build().toByteArray(), new RecordHeaders());
    }

    private List<Feedback> feedback() {
        return task.read(task.topics().feedback()).stream()
                .map(record ->
                        task.topics().feedback().valueSerde().deserializer().deserialize("", record.value()))
                .toList();
    }

    private static JsonNode summary(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out().get(run.out().size() - 1));
    }

    private static byte[] records(byte[]... images) throws IOException {
        return SampleFiles.tfRecords(Arrays.stream(images)
                .map(image -> SampleFiles.tfExample(image, "cat"))
                .toArray(byte[][]::new));
    }

    private static byte[] grey(int seed) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32 * 32; i++) {
            image.getRaster().setSample(i % 32, i / 32, 0, seed * 31 * (i / 64 + 1) % 256);
        }
        return SampleFiles.encoded(image, "png");
    }

    private void write(String file, byte[] bytes) throws IOException {
        Path path = photos.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private static byte[] image(int seed) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, seed * 7919 * (i / 64 + 1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
