package io.afterimage.cli.dataform;

import static io.afterimage.cli.dataform.SampleFiles.gzip;
import static io.afterimage.cli.dataform.SampleFiles.idxImages;
import static io.afterimage.cli.dataform.SampleFiles.idxLabels;
import static io.afterimage.cli.dataform.SampleFiles.pixels;
import static io.afterimage.cli.dataform.SampleFiles.png;
import static io.afterimage.cli.dataform.SampleFiles.tfExample;
import static io.afterimage.cli.dataform.SampleFiles.tfRecords;
import static io.afterimage.cli.dataform.SampleFiles.write;
import static io.afterimage.cli.dataform.SampleFiles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people have, read as it is. */
class DataSetTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFolderHasAFolderForEachClass() throws IOException {
        write(folder.resolve("cat/1.png"), png(1));
        write(folder.resolve("cat/2023/2.png"), png(2));
        write(folder.resolve("dog/without-ending"), png(3));
        write(folder.resolve("dog/notes.txt"), "not an image");
        write(folder.resolve("dog/.hidden.png"), png(4));
        write(folder.resolve("readme.md"), "# About");
        write(folder.resolve("loose.png"), png(5));

        Collected read = Collected.from(folder);

        assertThat(read.images())
                .extracting(Labelled::label, Labelled::bytes)
                .containsExactly(tuple("cat", png(1)), tuple("cat", png(2)), tuple("dog", png(3)));
        assertThat(read.faults()).isEmpty();
        assertThat(read.leftOut())
                .hasSize(4)
                .anyMatch(line -> line.endsWith("loose.png: it is in no class's folder"))
                .anyMatch(line -> line.endsWith("notes.txt: it does not look like an image"))
                .anyMatch(line -> line.endsWith(".hidden.png: it is hidden"))
                .anyMatch(line -> line.contains("readme.md: no column is called"));
    }

    @Test
    void foldersAroundTheClassesArePassedThrough() throws IOException {
        write(folder.resolve("wrapped/data/cat/1.png"), png(1));
        write(folder.resolve("wrapped/data/dog/2.png"), png(2));
        write(folder.resolve("split/train/cat/1.png"), png(1));
        write(folder.resolve("split/test/dog/2.png"), png(2));
        write(folder.resolve("split/test/3.png"), png(3));
        write(folder.resolve("one/cat/1.png"), png(1));

        assertThat(Collected.from(folder.resolve("wrapped")).labels()).containsExactly("cat", "dog");
        Collected split = Collected.from(folder.resolve("split"));
        assertThat(split.labels()).containsExactlyInAnyOrder("cat", "dog");
        assertThat(split.leftOut()).singleElement().asString().contains("3.png: it is in no class's folder");
        assertThat(Collected.from(folder.resolve("one")).labels()).containsExactly("cat");
    }

    @Test
    void textBesideFoldersDoesNotChangeWhichOfThemAreClasses() throws IOException {
        for (String set : List.of("split/", "half/", "wrapped/data/")) {
            write(folder.resolve(set + "train/cat/1.png"), png(1));
            write(folder.resolve(set + "train/dog/2.png"), png(2));
            write(folder.resolve(set + "../readme.txt"), "About these images");
            write(folder.resolve(set + "readme.txt"), "About these images");
        }
        write(folder.resolve("split/test/dog/3.png"), png(3));
        write(folder.resolve("flat/train/1.png"), png(1));

        assertThat(Collected.from(folder.resolve("split")).labels()).containsExactlyInAnyOrder("cat", "dog", "dog");
        assertThat(Collected.from(folder.resolve("half")).labels()).containsExactly("cat", "dog");
        Collected wrapped = Collected.from(folder.resolve("wrapped"));
        assertThat(wrapped.labels()).containsExactly("cat", "dog");
        assertThat(wrapped.faults()).isEmpty();
        assertThat(Collected.from(folder.resolve("flat")).images()).isEmpty();
    }

    @Test
    void aTableNamesFilesAndTheirClasses() throws IOException {
        write(folder.resolve("set/images/1.png"), png(1));
        write(folder.resolve("set/images/2, or so.png"), png(2));
        write(folder.resolve("set/images/3.png"), png(3));
        write(
                folder.resolve("set/labels.csv"),
                "\uFEFFid,Label,File\r\n1,cat,images/1.png\r\n2,\"big, \"\"dog\"\"\",\"./images/2, or so.png\"\r\n"
                        + "\r\n3,cat,set\\images\\3.png\r\n");

        Collected read = Collected.from(folder.resolve("set"));

        assertThat(read.faults()).isEmpty();
        assertThat(read.images())
                .extracting(Labelled::label, Labelled::bytes)
                .containsExactly(tuple("cat", png(1)), tuple("big, \"dog\"", png(2)), tuple("cat", png(3)));
        assertThat(read.leftOut()).singleElement().asString().contains("a table says what the files show");
        assertThat(Collected.from(folder.resolve("set/labels.csv")).labels()).isEqualTo(read.labels());
    }

    @Test
    void aTableOfFilesMayHaveOtherSeparatorsOrNoHeaderOrOtherNames() throws IOException {
        write(folder.resolve("1.png"), png(1));
        Path semicolons = write(folder.resolve("semicolons.csv"), "path;class\n1.png;cat\n");
        Path tabs = write(folder.resolve("tabs.txt"), "filename\tcategory\n1.png\tcat\n");
        Path bare = write(folder.resolve("bare.csv"), "1.png,cat\n");
        Path named = write(folder.resolve("named.csv"), "photo,label,breed\n1.png,x,cat\n");

        for (Path table : List.of(semicolons, tabs, bare)) {
            assertThat(Collected.from(table).labels()).as(table.toString()).containsExactly("cat");
        }
        ColumnNames names = ColumnNames.of(Optional.of("Photo"), Optional.of("breed"));
        assertThat(Collected.from(names, Relabelling.none(), named).labels()).containsExactly("cat");
    }

    @Test
    void aTableOfPixelsHasTheClassFirst() throws IOException {
        byte[] ramp = ramp(28 * 28);
        String header =
                "label," + IntStream.range(0, 784).mapToObj(i -> "pixel" + i).collect(Collectors.joining(","));
        Path fashion = write(folder.resolve("fashion-mnist_train.csv"), header + "\n9," + text(ramp) + "\n");
        Path bare = write(folder.resolve("mnist_test.csv.gz"), gzip(("7," + text(ramp) + "\n").getBytes(UTF_8)));

        for (Map.Entry<Path, String> table : Map.of(fashion, "9", bare, "7").entrySet()) {
            Collected read = Collected.from(table.getKey());
            assertThat(read.faults()).isEmpty();
            assertThat(read.labels()).containsExactly(table.getValue());
            assertThat(pixels(read.images().get(0).bytes())).isEqualTo(ramp);
        }
    }

    /** As pandas writes a table whose columns have no names. */
    @Test
    void aHeaderOfNumbersIsNoImage() throws IOException {
        String header =
                "label," + IntStream.range(0, 16).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Path table = write(folder.resolve("small.csv"), header + "\n3," + text(ramp(16)) + "\n");

        assertThat(Collected.from(table).labels()).containsExactly("3");
    }

    @Test
    void idxFilesOfImagesHaveTheirLabelsBeside() throws IOException {
        byte[] two = ramp(2 * 5 * 7);
        write(folder.resolve("MNIST/raw/train-images-idx3-ubyte.gz"), gzip(idxImages(2, 5, 7, two)));
        write(folder.resolve("MNIST/raw/train-labels-idx1-ubyte"), idxLabels(3, 255));
        write(folder.resolve("MNIST/raw/t10k-images-idx3-ubyte"), idxImages(1, 5, 7, ramp(35)));
        write(folder.resolve("MNIST/raw/t10k-labels-idx1-ubyte.gz"), gzip(idxLabels(8)));

        Collected read = Collected.from(folder);

        assertThat(read.faults()).isEmpty();
        assertThat(read.labels()).containsExactlyInAnyOrder("3", "255", "8");
        Collected one = Collected.from(folder.resolve("MNIST/raw/train-images-idx3-ubyte.gz"));
        assertThat(one.labels()).containsExactly("3", "255");
        assertThat(pixels(one.images().get(0).bytes())).isEqualTo(Arrays.copyOf(two, 35));

        Path images = write(folder.resolve("other/x"), idxImages(1, 5, 7, ramp(35)));
        Path labels = write(folder.resolve("other/y"), idxLabels(1));
        assertThat(Collected.from(labels, images).labels()).containsExactly("1");
        write(folder.resolve("other/labels.txt"), "cat\nhot dog\n");
        assertThat(Collected.from(labels, images).labels()).containsExactly("hot dog");
    }

    @Test
    void aTfRecordNamesItsClassByTextOrByNumber() throws IOException {
        byte[] file = tfRecords(tfExample(png(1), "cat"), tfExample(png(2), 7), tfExample(png(3), -1));
        Path plain = write(folder.resolve("train-00000-of-00001.tfrecord"), file);
        Path packed = write(folder.resolve("packed"), gzip(file));

        for (Path path : List.of(plain, packed)) {
            Collected read = Collected.from(path);
            assertThat(read.faults()).isEmpty();
            assertThat(read.images())
                    .extracting(Labelled::label, Labelled::bytes)
                    .containsExactly(tuple("cat", png(1)), tuple("7", png(2)), tuple("-1", png(3)));
        }
    }

    /** 17,301,504 in little-endian is what an IDX file of labels begins with. */
    @Test
    void aRecordWhoseLengthLooksLikeAnotherFormIsARecord() throws IOException {
        int wanted = 0x0108_0000;
        int around = tfExample(new byte[wanted / 2], "cat").length - wanted / 2;
        byte[] record = tfExample(new byte[wanted - around], "cat");
        assertThat(record).hasSize(wanted);

        Collected read = Collected.from(write(folder.resolve("train"), tfRecords(record)));

        assertThat(read.faults()).isEmpty();
        assertThat(read.labels()).containsExactly("cat");
    }

    @Test
    void aZipMayHoldAnyOfThem() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("set/dog/2.png", png(2));
        files.put("set/cat/1.png", png(1));
        files.put("__MACOSX/set/cat/._1.png", png(9));
        assertThat(inZip(files).labels()).containsExactly("cat", "dog");

        files.clear();
        files.put("set/images/1.png", png(1));
        files.put("set/labels.csv", "file,label\nimages/1.png,cat\nset/images/1.png,dog\n".getBytes(UTF_8));
        assertThat(inZip(files).labels()).containsExactly("cat", "dog");

        files.clear();
        files.put("pixels.csv", ("5," + text(ramp(16)) + "\n").getBytes(UTF_8));
        files.put("images-idx3-ubyte", idxImages(1, 2, 2, ramp(4)));
        files.put("labels-idx1-ubyte.gz", gzip(idxLabels(6)));
        files.put("a.tfrecord", tfRecords(tfExample(png(1), "cat")));
        assertThat(inZip(files).labels()).containsExactlyInAnyOrder("5", "6", "cat");
    }

    @Test
    void theBytesTellTheFormAndNotTheName() throws IOException {
        Path zip = write(folder.resolve("really-a-zip.csv"), zip(Map.of("cat/1.png", png(1))));
        Path table = write(folder.resolve("really-a-table.zip"), "5," + text(ramp(16)) + "\n");
        Path records = write(folder.resolve("really-records.png.csv"), tfRecords(tfExample(png(1), "dog")));

        assertThat(Collected.from(zip, table, records).labels()).containsExactlyInAnyOrder("cat", "5", "dog");
    }

    @Test
    void aLabelMapMakesOneDataSetServeAnotherQuestion() throws IOException {
        for (String label : List.of("hot_dog", "pizza", "salad")) {
            write(folder.resolve(label).resolve("1.png"), png(label.length()));
        }

        assertThat(mapped("hot_dog=yes,*=no")).containsExactly("yes", "no", "no");
        assertThat(mapped("hot_dog= hot  dog ,pizza=")).containsExactly("hot dog", "salad");
        assertThat(mapped("pizza=food,*=")).containsExactly("food");
        Path file = write(folder.resolve("map.json"), "{\"salad\": \"green, healthy\"}");
        assertThat(mapped(file.toString())).containsExactly("hot_dog", "pizza", "green, healthy");
        Relabelling mistyped = Relabelling.parse("hotdog=yes,*=no");
        Collected.from(ColumnNames.of(Optional.empty(), Optional.empty()), mistyped, folder);
        assertThat(mistyped.unmet()).containsExactly("hotdog");
    }

    private List<String> mapped(String map) {
        return Collected.from(ColumnNames.of(Optional.empty(), Optional.empty()), Relabelling.parse(map), folder)
                .labels();
    }

    private Collected inZip(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("set.zip");
        Files.deleteIfExists(file);
        Collected read = Collected.from(write(file, zip(files)));
        assertThat(read.faults()).isEmpty();
        return read;
    }

    private static byte[] ramp(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return bytes;
    }

    private static String text(byte[] pixels) {
        return IntStream.range(0, pixels.length)
                .mapToObj(i -> Integer.toString(pixels[i] & 0xFF))
                .collect(Collectors.joining(","));
    }
}
