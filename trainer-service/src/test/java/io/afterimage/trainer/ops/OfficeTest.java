package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfficeTest {
    private final Office office = new Office();

    @BeforeEach
    void itIsElected() {
        assertThat(office.term()).isZero();
        office.won(false);
        assertThat(office.leads()).isTrue();
        assertThat(office.term()).isEqualTo(1);
    }

    @Test
    void aLossThatNobodyUsedKeepsTheTerm() {
        office.lost();
        assertThat(office.leads()).isFalse();
        assertThat(office.term()).isEqualTo(1);
        office.won(true);
        assertThat(office.leads()).isTrue();
        assertThat(office.term()).isEqualTo(1);
    }

    @Test
    void whereAnotherWasElectedMeanwhileANewTermBegins() {
        office.lost();
        office.won(false);
        assertThat(office.term()).isEqualTo(2);
    }

    @Test
    void whereAnotherIsElectedTheTermIsOver() {
        office.lost();
        office.left();
        assertThat(office.term()).isZero();
        office.won(true);
        assertThat(office.term()).as("whoever it was may have worked").isEqualTo(2);
    }
}
