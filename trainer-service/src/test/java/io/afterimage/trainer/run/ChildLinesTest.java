package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildLinesTest {
    private final List<String> heard = new ArrayList<>();
    private final ChildLines lines = new ChildLines(heard::add);

    @Test
    void aLineThatComesInPiecesIsOne() throws IOException {
        say("one\ntw");
        say("o\nthree");
        assertThat(heard).containsExactly("one", "two");
    }

    @Test
    void aLineWithoutEndTakesNoMoreThanItsBound() throws IOException {
        for (int i = 0; i < 5; i++) {
            say("x".repeat(1 << 20));
        }
        say("\nnext\n");
        assertThat(heard).containsExactly("next");
    }

    @Test
    void theLineThatSaysMostIsFound() throws IOException {
        say("# A fatal error\n# SIGSEGV (0xb) at pc=0x1\n{\"progress\":1}\nthe end\n");
        assertThat(lines.cause()).startsWith("SIGSEGV");
        assertThat(new ChildLines(heard::add).cause()).isEqualTo("without a word");
    }

    private void say(String text) throws IOException {
        lines.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
