package io.afterimage.cli.dataform;

import static io.afterimage.cli.dataform.SampleFiles.bytes;
import static io.afterimage.cli.dataform.SampleFiles.example;
import static io.afterimage.cli.dataform.SampleFiles.gzip;
import static io.afterimage.cli.dataform.SampleFiles.idxImages;
import static io.afterimage.cli.dataform.SampleFiles.idxLabels;
import static io.afterimage.cli.dataform.SampleFiles.png;
import static io.afterimage.cli.dataform.SampleFiles.tfExample;
import static io.afterimage.cli.dataform.SampleFiles.tfRecords;
import static io.afterimage.cli.dataform.SampleFiles.write;
import static io.afterimage.cli.dataform.SampleFiles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.dataform.Fault.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is one line with its place and its category, and what can be read beside it is. */
class HostileDataTest {
    private static final String FOUR_BY_FOUR = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTableWithoutAColumnSaysWhichAndWhatThereIs() throws IOException {
        Path unlabelled = write(folder.resolve("a.csv"), "file,sha256\n1.png,00\n");
        Path neither = write(folder.resolve("b.csv"), "x,y,z\n1,2,3\n");

        assertThat(Collected.from(unlabelled).faults())
                .containsExactly(new Fault(
                        unlabelled.toString(),
                        Reason.COLUMN_MISSING,
                        "no column is called label, class, class_name, category, target for the class; --label-column"
                                + " names another. The first line is: file, sha256"));
        assertThat(Collected.from(neither).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).isEqualTo(Reason.COLUMN_MISSING);
            assertThat(fault.detail()).contains("The first line is: x, y, z").doesNotContain("\n");
        });
    }

    @Test
    void aTableThatCannotBeUsedLeavesNobodyToSayWhatTheFoldersShow() throws IOException {
        write(folder.resolve("images/1.png"), png(1));
        for (String table :
                new String[] {"file,breed\n1.png,cat\n", "photo,label\n1.png,cat\n", "", "file,label\n\"1.png"}) {
            Path labels = write(folder.resolve("labels.csv"), table);

            Collected read = Collected.from(folder);

            assertThat(read.images()).as(table).isEmpty();
            assertThat(read.faults()).extracting(Fault::where).as(table).containsExactly(labels.toString());
        }
        write(folder.resolve("labels.csv"), "file,breed\n1.png,cat\n");
        assertThat(Collected.from(folder).faults().get(0).text()).contains("labels.csv", "no column is called label");
    }

    @Test
    void severalFoldersAreClassesThoughATableOfSomethingElseLiesBesideThem() throws IOException {
        write(folder.resolve("cat/1.png"), png(1));
        write(folder.resolve("dog/2.png"), png(2));
        write(folder.resolve("manifest.csv"), "file,bytes\ncat/1.png,17\n");

        Collected read = Collected.from(folder);

        assertThat(read.labels()).containsExactlyInAnyOrder("cat", "dog");
        assertThat(read.faults()).isEmpty();
        assertThat(read.leftOut()).singleElement().asString().contains("manifest.csv");
    }

    @Test
    void eachBadLineOfATableIsAFaultAndTheOthersAreTaken() throws IOException {
        write(folder.resolve("set/1.png"), png(1));
        write(folder.resolve("secret.png"), png(2));
        Path table = write(folder.resolve("set/labels.csv"), """
                file,label
                1.png,
                1.png,\u202Ecat
                none.png,cat
                ../secret.png,cat
                /etc/passwd,cat
                1.png
                C:\\x.png,cat
                1.png,dog
                """);

        Collected read = Collected.from(table);

        assertThat(read.labels()).containsExactly("dog");
        assertThat(read.reasons())
                .containsExactly(
                        Reason.LABEL_INVALID,
                        Reason.LABEL_INVALID,
                        Reason.FILE_MISSING,
                        Reason.PATH_OUTSIDE,
                        Reason.PATH_OUTSIDE,
                        Reason.COLUMN_MISSING,
                        Reason.PATH_OUTSIDE);
        assertThat(read.faults().get(2).where()).isEqualTo(table + " line 4");
    }

    @Test
    void eachBadLineOfPixelsIsAFaultAndTheOthersAreTaken() throws IOException {
        Path table = write(
                folder.resolve("pixels.csv"),
                "label,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n1," + FOUR_BY_FOUR + "\n2," + FOUR_BY_FOUR.replace("16", "256")
                        + "\n3," + FOUR_BY_FOUR.replace("16", "-1") + "\n4," + FOUR_BY_FOUR.replace("16", "0.5")
                        + "\n5," + FOUR_BY_FOUR.replace("16", "99999999999999999999") + "\n6,1,2,3\n7,"
                        + FOUR_BY_FOUR + ",17\n8," + FOUR_BY_FOUR + "\n");

        Collected read = Collected.from(table);

        assertThat(read.labels()).containsExactly("1", "8");
        assertThat(read.reasons())
                .containsExactly(
                        Reason.PIXEL_INVALID,
                        Reason.PIXEL_INVALID,
                        Reason.PIXEL_INVALID,
                        Reason.PIXEL_INVALID,
                        Reason.PIXELS_MISCOUNTED,
                        Reason.PIXELS_MISCOUNTED);
        assertThat(read.faults().get(0).text())
                .isEqualTo(table + " line 3: PIXEL_INVALID, pixel 16 is '256', and no whole number from 0 to 255");
    }

    @Test
    void aLineWithoutAnEndIsNotHeldInMemory() throws IOException {
        Path table = folder.resolve("huge.csv");
        try (OutputStream out = Files.newOutputStream(table)) {
            out.write("file,label\n\"".getBytes(UTF_8));
            byte[] block = "x".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 8; i++) {
                out.write(block);
            }
        }

        assertThat(Collected.from(table).reasons()).containsExactly(Reason.LINE_TOO_LONG);
    }

    @Test
    void textThatIsNoneAndQuotesWithoutAnEndAreFaults() throws IOException {
        Path latin = write(folder.resolve("latin.csv"), new byte[] {'f', 'i', 'l', 'e', ',', 'l', (byte) 0xE9, '\n'});
        Path open = write(folder.resolve("open.csv"), "file,label\n\"1.png,cat\n");
        Path empty = write(folder.resolve("empty.csv"), "");

        assertThat(Collected.from(latin).reasons()).containsExactly(Reason.TEXT_INVALID);
        assertThat(Collected.from(open).reasons()).containsExactly(Reason.TABLE_BROKEN);
        assertThat(Collected.from(empty).reasons()).containsExactly(Reason.FORM_UNKNOWN);
        assertThat(Collected.from(folder.resolve("none")).reasons()).containsExactly(Reason.FILE_MISSING);
    }

    @Test
    void aRecordWithABrokenChecksumIsAFaultAndTheNextIsTaken() throws IOException {
        byte[] first = tfRecords(tfExample(png(1), "cat"));
        byte[] file = tfRecords(tfExample(png(1), "cat"), tfExample(png(2), "dog"), tfExample(png(3), "dog"));
        byte[] inData = file.clone();
        inData[first.length + 40] ^= 1;
        byte[] inLength = file.clone();
        inLength[first.length] ^= 1;
        byte[] atStart = file.clone();
        atStart[8] ^= 1;

        Collected data = Collected.from(write(folder.resolve("data.tfrecord"), inData));
        assertThat(data.labels()).containsExactly("cat", "dog");
        assertThat(data.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).isEqualTo(Reason.CHECKSUM_WRONG);
            assertThat(fault.where()).endsWith("data.tfrecord record 2");
        });
        Collected length = Collected.from(write(folder.resolve("length.tfrecord"), inLength));
        assertThat(length.labels()).containsExactly("cat");
        assertThat(length.reasons()).containsExactly(Reason.CHECKSUM_WRONG);
        assertThat(Collected.from(write(folder.resolve("start.tfrecord"), atStart))
                        .reasons())
                .containsExactly(Reason.CHECKSUM_WRONG);
        byte[] cut = Arrays.copyOf(file, file.length - 3);
        Collected truncated = Collected.from(write(folder.resolve("cut.tfrecord"), cut));
        assertThat(truncated.labels()).containsExactly("cat", "dog");
        assertThat(truncated.reasons()).containsExactly(Reason.TRUNCATED);
    }

    @Test
    void aRecordThatIsNoExampleOrLacksAFeatureIsAFault() throws IOException {
        byte[] noise = new byte[40];
        Arrays.fill(noise, (byte) 0xFF);
        Path file = write(
                folder.resolve("odd.tfrecord"),
                tfRecords(
                        noise,
                        new byte[0],
                        example(Map.of("image/encoded", bytes(png(1)))),
                        example(Map.of("image/class/label", SampleFiles.number(1))),
                        example(Map.of("image/encoded", bytes(png(1)), "image/class/label", bytes(new byte[] {1}))),
                        example(Map.of(
                                "image/encoded", bytes(png(1)), "image/class/text", bytes(new byte[] {(byte) 0xC0}))),
                        tfExample(png(2), "dog")));

        Collected read = Collected.from(file);

        assertThat(read.labels()).containsExactly("dog");
        assertThat(read.reasons())
                .containsExactly(
                        Reason.RECORD_MALFORMED,
                        Reason.FEATURE_MISSING,
                        Reason.FEATURE_MISSING,
                        Reason.FEATURE_MISSING,
                        Reason.FEATURE_MISSING,
                        Reason.TEXT_INVALID);
    }

    @Test
    void aRecordThatAnnouncesAnyLengthIsNotAllocated() throws IOException {
        for (long length : new long[] {Long.MAX_VALUE, -1, 1L << 40}) {
            byte[] head = ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putInt(8, MaskedCrc.of(Arrays.copyOf(head, 8)));
            Path file = folder.resolve("long.tfrecord");
            assertThat(Collected.from(write(file, head)).reasons()).containsExactly(Reason.TRUNCATED);
        }
    }

    @Test
    void idxFilesThatDoNotFitTogetherAreFaults() throws IOException {
        Path images = folder.resolve("a-images");
        Path labels = folder.resolve("a-labels");
        write(images, idxImages(2, 2, 2, new byte[8]));
        write(labels, idxLabels(1, 2, 3));
        assertThat(Collected.from(images).faults().get(0).text())
                .isEqualTo(labels + ": COUNTS_DIFFER, 3 labels for 2 images: nobody knows which belong together");

        write(labels, new byte[] {0x1F, (byte) 0x8B, 0, 0});
        assertThat(Collected.from(images).faults().get(0).text()).startsWith(labels + ": ");

        write(labels, idxLabels(1, 2));
        write(images, idxImages(2, 2, 2, new byte[7]));
        Collected cut = Collected.from(images);
        assertThat(cut.labels()).containsExactly("1");
        assertThat(cut.faults().get(0).text()).isEqualTo(images + " image 2: TRUNCATED, it ends too early");

        write(images, idxImages(-1, 2, 2, new byte[0]));
        assertThat(Collected.from(images).reasons()).containsExactly(Reason.HEADER_INVALID);
        write(images, idxImages(2, 1 << 20, 1 << 20, new byte[8]));
        assertThat(Collected.from(images).reasons()).containsExactly(Reason.HEADER_INVALID);
        write(images, new byte[] {0, 0, 0x0D, 3, 0, 0, 0, 1});
        assertThat(Collected.from(images).reasons()).containsExactly(Reason.HEADER_INVALID);
        assertThat(Collected.from(write(folder.resolve("b-images"), idxImages(1, 2, 2, new byte[4])))
                        .reasons())
                .containsExactly(Reason.LABELS_MISSING);
    }

    @Test
    void noneOfAPackedIdxFileWithAWrongChecksumIsTaken() throws IOException {
        Path images = write(folder.resolve("x-images"), idxImages(2, 2, 2, new byte[8]));
        byte[] packed = gzip(idxLabels(1, 2));
        // The checksum stands before the length, which has four bytes too.
        packed[packed.length - 8] ^= 1;
        Path labels = write(folder.resolve("x-labels"), packed);

        Collected gzip = Collected.from(images, labels);
        assertThat(gzip.images()).isEmpty();
        assertThat(gzip.faults()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.where()).isEqualTo(labels.toString());
            assertThat(fault.reason()).isEqualTo(Reason.ARCHIVE_BROKEN);
        });

        byte[] zip = zip(Map.of("x-labels", idxLabels(1, 2)));
        // In the directory, of which the end of 22 bytes is the last: 46 bytes and the name, the checksum 16 in.
        zip[zip.length - 22 - 46 - "x-labels".length() + 16] ^= 1;
        Path archive = write(folder.resolve("labels.zip"), zip);
        try (ZipTree tree = ZipTree.open(archive, new Collected())) {
            TreeFile inZip = tree.find("x-labels").orElseThrow();
            TreeFile beside = new TreeFile(new FolderTree(folder), "x-images");
            Collected read = new Collected();
            assertThat(IdxPairs.of(List.of(beside), List.of(inZip), read)).isEmpty();
            assertThat(read.reasons()).containsExactly(Reason.CHECKSUM_WRONG);
        }
    }

    @Test
    void pathsInAZipThatLeadOutOfItAreRefused() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("../../cat/evil.png", png(1));
        files.put("cat/../../evil.png", png(2));
        files.put("/cat/evil.png", png(3));
        files.put("cat\\..\\evil.png", png(4));
        files.put("cat/good.png", png(5));
        files.put("dog/good.png", png(6));

        Collected read = Collected.from(write(folder.resolve("set.zip"), zip(files)));

        assertThat(read.labels()).containsExactly("cat", "dog");
        assertThat(read.reasons()).hasSize(4).containsOnly(Reason.PATH_OUTSIDE);
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void aZipThatAnnouncesATerabyteIsRefusedBeforeAnythingIsUnpacked() throws IOException {
        byte[] bomb = zip(Map.of("cat/1.png", png(1)));
        int size = directory(bomb) + 24;
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(size, 0x7FFFFFFF);

        Collected read = Collected.from(write(folder.resolve("bomb.zip"), bomb));

        assertThat(read.images()).isEmpty();
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).isEqualTo(Reason.UNPACKS_TOO_LARGE);
            assertThat(fault.detail()).startsWith("it unpacks to more than 256 MiB: at most 100 times its size");
        });
    }

    @Test
    void aFileInAZipThatHoldsMoreThanAnnouncedIsNotReadOn() throws IOException {
        byte[] lying = zip(Map.of("cat/1.png", new byte[5 << 20]));
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(lying) + 24, 1000);

        assertThat(Collected.from(write(folder.resolve("lying.zip"), lying)).reasons())
                .containsExactly(Reason.UNPACKS_TOO_LARGE);
    }

    @Test
    void aZipWithABrokenFileGivesTheOthers() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("cat/1.png", png(1));
        files.put("dog/2.png", png(2));
        byte[] broken = zip(files);
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(broken) + 16, 12345);

        Collected read = Collected.from(write(folder.resolve("broken.zip"), broken));

        assertThat(read.labels()).containsExactly("dog");
        assertThat(read.reasons()).containsExactly(Reason.CHECKSUM_WRONG);
        assertThat(read.faults().get(0).where()).endsWith("broken.zip/cat/1.png");
    }

    @Test
    void aZipThatIsEncryptedCutOrNoneIsAFault() throws IOException {
        byte[] encrypted = zip(Map.of("cat/1.png", png(1)));
        encrypted[directory(encrypted) + 8] |= 1;
        byte[] cut = Arrays.copyOf(encrypted, encrypted.length - 30);

        assertThat(Collected.from(write(folder.resolve("encrypted.zip"), encrypted))
                        .reasons())
                .containsExactly(Reason.FILE_UNREADABLE);
        assertThat(Collected.from(write(folder.resolve("cut.zip"), cut)).reasons())
                .containsExactly(Reason.ARCHIVE_BROKEN);
        byte[] nested = zip(Map.of("inner.zip", zip(Map.of("cat/1.png", png(1)))));
        assertThat(Collected.from(write(folder.resolve("nested.zip"), nested))
                        .faults()
                        .get(0)
                        .detail())
                .isEqualTo("a zip in a zip or a folder is not opened; name it itself");
    }

    @Test
    void aZipWithTooManyFilesIsNotHeldInMemory() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 2000; i++) {
            files.put("cat/" + i + ".png", new byte[0]);
        }
        Path file = write(folder.resolve("many.zip"), zip(files));

        assertThatThrownBy(() -> ZipTree.open(file, new Collected(), 50_000))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_FILES));
        try (ZipTree tree = ZipTree.open(file, new Collected(), 500_000)) {
            assertThat(tree.files(new Collected())).hasSize(2000);
        }
    }

    @Test
    void gzipThatGrowsWithoutEndIsCutOff() throws IOException {
        Path file = folder.resolve("zeros.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("file,label\n".getBytes(UTF_8));
            byte[] lines = "none.png,cat\n".repeat(100_000).getBytes(UTF_8);
            for (int i = 0; i < 230; i++) {
                out.write(lines);
            }
        }
        TreeFile packed = new TreeFile(new FolderTree(folder), "zeros.csv.gz");

        assertThatThrownBy(() -> Unpacking.open(packed).skipNBytes(1L << 40))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNPACKS_TOO_LARGE));
        byte[] cut = Arrays.copyOf(gzip(idxImages(1, 2, 2, new byte[4])), 15);
        write(folder.resolve("x-images"), cut);
        write(folder.resolve("x-labels"), idxLabels(1));
        assertThat(Collected.from(folder.resolve("x-images"), folder.resolve("x-labels"))
                        .reasons())
                .containsExactly(Reason.TRUNCATED);
    }

    @Test
    void aManifestThatIsNoneIsAFaultAndTheFoldersAreTaken() throws IOException {
        write(folder.resolve("cat/1.png"), png(1));
        write(folder.resolve("cat/2.png"), png(2));
        write(
                folder.resolve("manifest.jsonl"),
                "{\"file\": \"cat/1.png\", \"label\": \"lion\"}\n{\"file\": \"../x\"}\nnone\n");

        Collected read = Collected.from(folder);

        assertThat(read.labels()).containsExactly("lion", "cat");
        assertThat(read.faults().get(0).text()).endsWith("manifest.jsonl line 3: TABLE_BROKEN, this is no JSON object");
    }

    @Test
    void aBrokenTableBesideClassesIsAFaultAndAnyTextIsNot() throws IOException {
        write(folder.resolve("cat/1.png"), png(1));
        write(folder.resolve("labels.csv"), "\"file,label\n");
        write(folder.resolve("readme.txt"), "\"Cats\", they say\n\"");

        Collected read = Collected.from(folder);

        assertThat(read.images()).isEmpty();
        assertThat(read.reasons()).containsExactly(Reason.TABLE_BROKEN);
        assertThat(read.leftOut())
                .hasSize(2)
                .anyMatch(line -> line.contains("readme.txt"))
                .anyMatch(line -> line.endsWith("so no folder is a class"));
    }

    @Test
    void linksThatLeadToThemselvesEnd() throws IOException {
        write(folder.resolve("cat/1.png"), png(1));
        Files.createSymbolicLink(folder.resolve("cat/again"), folder);

        assertThat(Collected.from(folder).labels()).containsExactly("cat");
    }

    @Test
    void aLabelMapThatIsNoneIsSaidAtOnce() {
        for (String map : new String[] {"a=b,c", "=b", "a=b,a=c", "a=\u202E"}) {
            assertThatThrownBy(() -> Relabelling.parse(map))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("--label-map: ");
        }
        assertThatThrownBy(() -> Relabelling.parse(folder.resolve("none.json").toString()))
                .isInstanceOf(CommandException.class);
    }

    /** Where the first entry of a zip's directory begins. */
    private static int directory(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.getInt(zip.length - 22 + 16);
    }
}
