package io.afterimage.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatCouldSteerATerminalIsReplacedAndTheRestStays() {
        assertThat(Printable.clean("Tür 7 猫 \uD83D\uDE00")).isEqualTo("Tür 7 猫 \uD83D\uDE00");
        assertThat(Printable.clean("a\u001B[2Jb\u009B1mc\u202Ed\ne")).isEqualTo("a\uFFFD[2Jb\uFFFD1mc\uFFFDd\uFFFDe");
    }
}
