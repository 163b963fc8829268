package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.afterimage.cli.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any file of labels: labels, or one line that says what is wrong. {@code mvn test -Dfuzz=10m -Dtest=LabelFileFuzzTest} fuzzes;
 * otherwise the seeds and past findings run.
 */
class LabelFileFuzzTest {
    static Stream<Arguments> seeds() {
        return Stream.of(
                        "cat\ndog\n\n",
                        "\uFEFF[\"cat\", \"dog\"]",
                        "{\"0\": \"cat\", \"1\": \"dog\"}",
                        "{\"cat\": 0, \"dog\": 1}",
                        "{\"0\": [\"n01440764\", \"tench\"]}",
                        "{\"0\": \"cat\", \"2147483648\": \"dog\"}",
                        "{\"a\\nb\": 0, \"a\\nb\": 1}",
                        "[\"\\u001b[2J\", 7",
                        "[".repeat(3000))
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void parse(byte[] bytes) {
        List<String> labels;
        try {
            labels = LabelFile.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (CommandException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        assertThat(labels).doesNotContainNull().hasSizeLessThanOrEqualTo(bytes.length + 1);
    }
}
