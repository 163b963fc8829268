package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.cli.CommandException;
import org.junit.jupiter.api.Test;

class LabelFileTest {
    @Test
    void textHasOneLabelALine() {
        assertThat(LabelFile.parse("\uFEFFcat\r\n big dog \r\n\r\n\n")).containsExactly("cat", "big dog");
        assertThat(LabelFile.parse("cat\n\ndog\n")).containsExactly("cat", "", "dog");
        assertThat(LabelFile.parse("")).isEmpty();
    }

    @Test
    void jsonIsAListOrAnObjectByNumber() {
        assertThat(LabelFile.parse("\uFEFF [\"cat\", \"dog\"]\n")).containsExactly("cat", "dog");
        assertThat(LabelFile.parse("{\"1\": \"dog\", \"0\": \"cat\"}")).containsExactly("cat", "dog");
    }

    @Test
    void otherJsonIsRefusedInOneLine() {
        assertRefused("{\"0\": \"cat\", \"2\": \"dog\"}", "no text for output 1");
        assertRefused("[\"cat\", 7]", "no text for output 1");
        assertRefused("[\"cat\"", "begin like JSON");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> LabelFile.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(why);
    }
}
