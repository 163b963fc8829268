package io.afterimage.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long MILLI = 1_000_000;

    private final Ledger ledger = new Ledger(List.of("a", "b", "c"));

    @Test
    void anImageWithoutALabelIsLost() {
        ledger.label("a", "m", 0);
        ledger.label("c", "m", 0);

        assertThat(ledger.labelled()).isEqualTo(2);
        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(ledger.someLost()).containsExactly("b");
        assertThat(ledger.doubled()).isZero();
    }

    @Test
    void aSecondLabelOfAnImageIsADoubleAndFindsNoLostOne() {
        ledger.label("a", "m", 0);
        ledger.label("a", "m", 0);
        ledger.label("b", "m", 0);

        assertThat(ledger.doubled()).isEqualTo(1);
        assertThat(ledger.lost()).isEqualTo(1);
    }

    @Test
    void anImageWithADeadLetterIsNotLostButNotExactEither() {
        ledger.label("a", "m", 0);
        ledger.label("b", "m", 0);
        ledger.deadLetter("c");
        ledger.deadLetter("stranger");

        assertThat(ledger.lost()).isZero();
        assertThat(ledger.rejected()).isEqualTo(1);
        assertThat(ledger.exact()).isFalse();
    }

    @Test
    void exactIsOneLabelForEachImageAndNothingElse() {
        ledger.label("a", "m", 0);
        ledger.label("b", "m", 0);
        assertThat(ledger.exact()).isFalse();
        ledger.label("c", "m", 0);
        assertThat(ledger.exact()).isTrue();
        ledger.label("c", "m", 0);
        assertThat(ledger.exact()).isFalse();
    }

    @Test
    void aLabelOfAnImageThatWasNotSentCountsForNothing() {
        ledger.label("stranger", "other", 0);

        assertThat(ledger.strangers()).isEqualTo(1);
        assertThat(ledger.labelled()).isZero();
        assertThat(ledger.models()).isEmpty();
    }

    @Test
    void theLongestGapLiesBetweenLabelsAndNotBeforeTheFirst() {
        ledger.label("a", "m", 900 * MILLI);
        ledger.label("b", "m", 907 * MILLI);
        ledger.label("c", "m", 909 * MILLI);

        assertThat(ledger.longestGapMillis()).isEqualTo(7);
    }

    @Test
    void theVersionsAreThoseThatLabelsName() {
        ledger.label("a", "one", 0);
        ledger.label("b", "two", 0);
        ledger.label("c", "one", 0);

        assertThat(ledger.models()).containsExactlyInAnyOrder("one", "two");
    }
}
