package io.afterimage.cli.dataform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any file: images with a class, or lines that say what is wrong. {@code mvn test -Dfuzz=10m -Dtest=DataSetFuzzTest} fuzzes;
 * otherwise the seeds and past findings run.
 */
class DataSetFuzzTest {
    static Stream<Arguments> seeds() throws IOException {
        byte[] image = SampleFiles.png(1);
        byte[] pixels = ("5," + "7,".repeat(15) + "8\n").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        SampleFiles.zip(Map.of("cat/1.png", image)),
                        SampleFiles.zip(Map.of(
                                "images-idx3-ubyte",
                                SampleFiles.idxImages(1, 2, 2, new byte[4]),
                                "labels-idx1-ubyte",
                                SampleFiles.idxLabels(1))),
                        SampleFiles.zip(
                                Map.of("1.png", image, "a.csv", "1.png,cat\n".getBytes(StandardCharsets.UTF_8))),
                        SampleFiles.tfRecords(SampleFiles.tfExample(image, "cat"), SampleFiles.tfExample(image, 1)),
                        SampleFiles.gzip(pixels),
                        pixels,
                        "file,label\n\"1.png\",\"c\"\"at\"\n".getBytes(StandardCharsets.UTF_8),
                        "file,\"l\nabel\"\n".getBytes(StandardCharsets.UTF_8),
                        SampleFiles.idxImages(1, 2, 2, new byte[4]))
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("afterimage-fuzz-");
        try {
            Collected read = Collected.from(Files.write(folder.resolve("file"), bytes));
            assertThat(read.faults())
                    .allSatisfy(fault -> assertThat(fault.detail()).isNotBlank().doesNotContain("\n"));
            assertThat(read.images())
                    .allSatisfy(image -> assertThat(image.label()).isNotBlank());
        } finally {
            Files.deleteIfExists(folder.resolve("file"));
            Files.delete(folder);
        }
    }
}
