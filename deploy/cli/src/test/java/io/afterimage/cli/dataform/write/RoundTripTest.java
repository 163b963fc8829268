package io.afterimage.cli.dataform.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.cli.dataform.Collected;
import io.afterimage.cli.dataform.Labelled;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Example;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in a form is read from it again. */
class RoundTripTest {
    private static final List<String> ODD_NAMES = List.of(
            "cat", "Cat", "hot dog", "a,\"b\";c", "../../etc", "-", "7", "犬", "é", "x".repeat(200), "#", "=1+1");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(names = {"FOLDER", "CSV", "TFRECORD"})
    void filesKeepTheirBytesAndTheirClassesWhateverTheyAreCalled(ExportForm form) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            Map<String, Example> examples = examples(new Random(seed), ODD_NAMES, RoundTripTest::colours);

            Path out = export(form, examples, OptionalInt.empty(), seed);

            Collected read = Collected.from(out);
            assertThat(read.faults()).isEmpty();
            assertThat(byHash(read)).isEqualTo(labels(examples));
            assertThat(read.images())
                    .allSatisfy(image -> assertThat(Sha256.hex(image.bytes())).isEqualTo(image.original()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PIXELS", "IDX"})
    void greyPixelsAndTheirClassesAreKept(ExportForm form) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            int side = 4 + random.nextInt(40);
            List<String> names = seed % 2 == 0 ? List.of("0", "3", "12") : ODD_NAMES;
            Map<String, Example> examples = examples(random, names, chance -> grey(chance, side, side));

            Path out = export(form, examples, OptionalInt.empty(), seed);

            Collected read = Collected.from(out);
            assertThat(read.faults()).isEmpty();
            assertThat(pixels(read.images())).isEqualTo(pixels(originals(examples)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aZipOfTheFormHoldsTheSame(ExportForm form) throws IOException {
        Map<String, Example> examples = examples(new Random(3), ODD_NAMES, chance -> grey(chance, 28, 28));
        Path zip = folder.resolve("set.zip");
        try (ZipFolder work = new ZipFolder(zip)) {
            write(form, examples, OptionalInt.empty(), work.folder());
            work.pack();
        }

        Collected read = Collected.from(zip);

        assertThat(read.faults()).isEmpty();
        assertThat(pixels(read.images())).isEqualTo(pixels(originals(examples)));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(zip);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PIXELS", "IDX"})
    void whatThePixelsCannotHoldIsLeftOutUnlessASideIsGiven(ExportForm form) throws IOException {
        Map<String, Example> examples = new TreeMap<>();
        add(examples, "a", grey(new Random(1), 8, 8));
        add(examples, "b", grey(new Random(2), 9, 9));
        add(examples, "b", grey(new Random(3), 8, 9));
        add(examples, "c", colours(new Random(4)));
        Path strict = Files.createDirectory(folder.resolve("strict"));

        List<String> unfit = write(form, examples, OptionalInt.empty(), strict);

        assertThat(unfit).hasSize(3).allMatch(why -> why.contains("--side N"));
        assertThat(Collected.from(strict).images()).hasSize(1);
        Path scaled = export(form, examples, OptionalInt.of(8), 1);
        assertThat(Collected.from(scaled).labels()).containsExactlyInAnyOrder("a", "b", "b", "c");
    }

    @Test
    void anImageThatIsLeftOutDecidesNothingForTheOthers() throws IOException {
        Map<String, Example> examples = new TreeMap<>();
        examples.put("0", example("a", image(new Random(1), 9, 9, BufferedImage.TYPE_3BYTE_BGR)));
        examples.put("1", example("b", grey(new Random(2), 8, 8)));
        Path out = Files.createDirectory(folder.resolve("out"));

        assertThat(write(ExportForm.IDX, examples, OptionalInt.empty(), out))
                .singleElement()
                .asString()
                .contains("it has colours");
        assertThat(Collected.from(out).labels()).containsExactly("b");
    }

    @Test
    void digitsKeepTheirNumbersAndOtherNamesAreNumberedInOrder() {
        assertThat(ClassNumbers.of(List.of("3", "255")).of("255")).isEqualTo(255);
        assertThat(ClassNumbers.of(List.of("3", "256")).names()).containsExactly("3", "256");
        assertThat(ClassNumbers.of(new TreeSet<>(List.of("dog", "cat"))).of("dog"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPairOfIdxFilesMayBeEmpty(int side) throws IOException {
        Path out = export(ExportForm.IDX, Map.of(), side == 0 ? OptionalInt.empty() : OptionalInt.of(side), side);

        Collected read = Collected.from(out);

        assertThat(read.images()).isEmpty();
        assertThat(read.faults()).isEmpty();
    }

    private Path export(ExportForm form, Map<String, Example> examples, OptionalInt side, int seed) throws IOException {
        Path out = Files.createDirectory(folder.resolve("out" + seed));
        assertThat(write(form, examples, side, out)).isEmpty();
        return out;
    }

    /** What did not fit. */
    private static List<String> write(ExportForm form, Map<String, Example> examples, OptionalInt side, Path out)
            throws IOException {
        List<String> unfit = new ArrayList<>();
        try (ExampleWriter writer =
                form.writer(out, new TreeSet<>(labels(examples).values()), side)) {
            for (Map.Entry<String, Example> example : examples.entrySet()) {
                writer.write(example.getKey(), example.getValue()).ifPresent(unfit::add);
            }
        }
        return unfit;
    }

    private static Map<String, Example> examples(Random random, List<String> names, Function<Random, byte[]> image) {
        Map<String, Example> examples = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            add(examples, names.get(random.nextInt(names.size())), image.apply(random));
        }
        return examples;
    }

    private static void add(Map<String, Example> examples, String label, byte[] image) {
        examples.put(Sha256.hex(image), example(label, image));
    }

    private static Example example(String label, byte[] image) {
        return Example.newBuilder()
                .setImage(ByteString.copyFrom(image))
                .setLabel(label)
                .setSource("door")
                .build();
    }

    private static byte[] colours(Random random) {
        return image(random, 3 + random.nextInt(20), 3 + random.nextInt(20), BufferedImage.TYPE_3BYTE_BGR);
    }

    private static byte[] grey(Random random, int width, int height) {
        return image(random, width, height, BufferedImage.TYPE_BYTE_GRAY);
    }

    private static byte[] image(Random random, int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        byte[] samples = new byte[width * height * image.getRaster().getNumBands()];
        random.nextBytes(samples);
        image.getRaster().setDataElements(0, 0, width, height, samples);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return png.toByteArray();
    }

    private static Map<String, String> labels(Map<String, Example> examples) {
        Map<String, String> labels = new TreeMap<>();
        examples.forEach((sha256, example) -> labels.put(sha256, example.getLabel()));
        return labels;
    }

    private static Map<String, String> byHash(Collected read) {
        return read.images().stream()
                .collect(Collectors.toMap(
                        image -> Sha256.hex(image.bytes()), Labelled::label, (a, b) -> a, TreeMap::new));
    }

    private static List<Labelled> originals(Map<String, Example> examples) {
        return examples.values().stream()
                .map(example -> new Labelled(
                        "", example.getLabel(), "", "", example.getImage().toByteArray()))
                .toList();
    }

    /** Class and pixels of each, in an order of their own. */
    private static List<String> pixels(List<Labelled> images) {
        return images.stream()
                .map(image -> image.label() + " " + Arrays.toString(pixels(image.bytes())))
                .sorted()
                .toList();
    }

    private static byte[] pixels(byte[] encoded) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
            byte[] pixels = new byte[image.getWidth() * image.getHeight()];
            image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), pixels);
            return pixels;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
