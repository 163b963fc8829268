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
    void jsonIsAListOrAMapEitherWayRound() {
        assertThat(LabelFile.parse("\uFEFF [\"cat\", \"dog\"]\n")).containsExactly("cat", "dog");
        assertThat(LabelFile.parse("{\"1\": \"dog\", \"0\": \"cat\"}")).containsExactly("cat", "dog");
        assertThat(LabelFile.parse("{\"dog\": 1, \"cat\": 0}")).containsExactly("cat", "dog");
        assertThat(LabelFile.parse("{\"7\": 0, \"3\": 1}")).containsExactly("7", "3");
    }

    @Test
    void imageNetsClassIndexHasPairs() {
        assertThat(LabelFile.parse("{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}"))
                .containsExactly("tench", "goldfish");
    }

    @Test
    void otherJsonIsRefusedInOneLine() {
        assertRefused("{\"0\": \"cat\", \"2\": \"dog\"}", "entry \"2\"", "0 to 1");
        assertRefused("{\"0\": \"cat\", \"01\": \"dog\"}", "entry \"01\"", "0 to 1");
        assertRefused("{\"0\": \"cat\", \"0\": \"dog\"}", "Duplicate field '0'");
        assertRefused("{\"cat\": 0, \"dog\": 0}", "entry \"dog\"", "output 0 has a label already");
        assertRefused("{\"cat\": 0, \"dog\": -1}", "entry \"dog\"");
        assertRefused("{\"0\": \"cat\", \"1\": 7}", "entry \"1\"", "no text");
        assertRefused("{\"0\": [\"n01\", \"cat\", \"more\"]}", "entry \"0\"", "no text");
        assertRefused("[\"cat\", 7]", "entry 1", "no text");
        assertRefused("[\"cat\"", "begin like JSON");
    }

    private static void assertRefused(String text, String... why) {
        assertThatThrownBy(() -> LabelFile.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContainingAll(why);
    }
}
