package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile text as the labels of a package. {@code mvn test -Dfuzz=10m -Dtest=JsonStringsFuzzTest} fuzzes; otherwise the seeds
 * and past findings run.
 */
class JsonStringsFuzzTest {
    private static final int MOST = 100;

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "[]",
                        " [ \"cat\" , \"a\\\"b\" ]\n",
                        "[\"\\u00e9\\n\\ud83d\\ude00\", \"\u00e9\"]",
                        "[\"cat\", 1]")
                .map(json -> Arguments.of((Object) json.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] bytes) {
        List<String> strings;
        try {
            strings = JsonStrings.read(new String(bytes, StandardCharsets.UTF_8), MOST);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(JsonStrings.read(JsonStrings.write(strings), MOST)).isEqualTo(strings);
        try {
            assertThat(Labels.check(strings)).isEqualTo(strings).doesNotHaveDuplicates();
        } catch (ModelRejectedException e) {
            assertThat(e.reason()).isEqualTo(ModelRejectedException.Reason.LABELS_INVALID);
        }
    }
}
