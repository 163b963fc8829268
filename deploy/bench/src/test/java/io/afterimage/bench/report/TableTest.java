package io.afterimage.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedAndTheHeadIsUnderlined() {
        assertThat(new Table("", "images/s")
                        .row("ours", "283.1")
                        .row("naive", "9")
                        .text())
                .isEqualTo("""
                        |       | images/s |
                        | ----- | -------- |
                        | ours  | 283.1    |
                        | naive | 9        |""");
    }
}
