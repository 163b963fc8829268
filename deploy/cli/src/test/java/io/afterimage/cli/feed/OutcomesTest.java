package io.afterimage.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final Outcomes outcomes = new Outcomes();
    private final String first = UuidCreator.getTimeOrderedEpoch().toString();
    private final String second = UuidCreator.getTimeOrderedEpoch().toString();

    @Test
    void eachImageIsAnsweredByItsLabelOrItsDeadLetter() {
        outcomes.sent(first);
        outcomes.sent(second);

        outcomes.labelled(first);
        assertThat(outcomes.missing()).isEqualTo(1);
        outcomes.rejected(second, "IMAGE_EMPTY");

        assertThat(outcomes.missing()).isZero();
        assertThat(outcomes.labels()).isEqualTo(1);
        assertThat(outcomes.rejections()).isEqualTo(Map.of("IMAGE_EMPTY", 1));
    }

    @Test
    void aSecondAnswerCountsAsRepeatedAndNotAsAnother() {
        outcomes.sent(first);
        outcomes.sent(second);

        outcomes.labelled(first);
        outcomes.labelled(first);
        outcomes.rejected(first, "IMAGE_EMPTY");

        assertThat(outcomes.repeated()).isEqualTo(2);
        assertThat(outcomes.missing()).isEqualTo(1);
    }

    @Test
    void answersToOthersAreNotCounted() {
        outcomes.sent(first);

        outcomes.labelled(second);
        outcomes.labelled("");
        outcomes.rejected("camera-7", "IMAGE_EMPTY");

        assertThat(outcomes.done()).isZero();
        assertThat(outcomes.repeated()).isZero();
    }
}
