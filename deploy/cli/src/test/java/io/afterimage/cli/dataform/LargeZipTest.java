package io.afterimage.cli.dataform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip larger than an array may be, read by a process with little memory. A long test: it writes 2 GiB. */
@Tag("long")
class LargeZipTest {
    private static final int IMAGES = 2048;
    private static final int BYTES = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aZipOfTwoGibibytesIsReadWithAHeapOf48Mebibytes() throws Exception {
        Path zip = zip();
        assertThat(Files.size(zip)).isGreaterThan(2L << 30);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        zip.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(said.strip()).isEqualTo(IMAGES + " images, " + (long) IMAGES * BYTES + " bytes, 0 faults");
        } finally {
            process.destroyForcibly();
        }
    }

    private Path zip() throws IOException {
        Path zip = folder.resolve("large.zip");
        byte[] image = new byte[BYTES];
        new Random(1).nextBytes(image);
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (int i = 0; i < IMAGES; i++) {
                out.putNextEntry(new ZipEntry((i % 2 == 0 ? "cat/" : "dog/") + i + ".png"));
                out.write(ByteBuffer.wrap(image).putInt(0, i).array());
            }
        }
        return zip;
    }

    /** Counts, and keeps nothing. */
    static final class Reader implements Taker {
        private int images;
        private int faults;
        private long bytes;

        public static void main(String[] arguments) throws IOException {
            Reader reader = new Reader();
            ColumnNames names = ColumnNames.of(Optional.empty(), Optional.empty());
            try (DataSet data = DataSet.open(List.of(Path.of(arguments[0])), names, reader)) {
                data.each(Relabelling.none(), reader);
            }
            System.out.println(reader.images + " images, " + reader.bytes + " bytes, " + reader.faults + " faults");
        }

        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public void take(Labelled image) {
            images++;
            bytes += image.bytes().length;
        }

        @Override
        public void fault(Fault fault) {
            faults++;
        }

        @Override
        public void leftOut(String where, String why) {
            faults++;
        }
    }
}
