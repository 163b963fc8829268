package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void countsWhatIsRight() {
        float[] logits = {5, 0, 0, 5, 5, 0, 5, 0};
        Scores scores = Scores.of(logits, new int[] {0, 1, 0, 1}, 1);
        assertThat(scores.examples()).isEqualTo(4);
        assertThat(scores.accuracy()).isEqualTo(.75);
        assertThat(scores.macroF1()).isCloseTo((4 / 5.0 + 2 / 3.0) / 2, Offset.offset(1e-9));
    }

    @Test
    void aModelThatIsAsOftenRightAsItSaysIsCalibrated() {
        float[] logits = new float[20];
        for (int i = 0; i < 10; i++) {
            logits[2 * i] = (float) Math.log(4);
        }
        int[] classes = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
        Scores scores = Scores.of(logits, classes, .1);
        assertThat(scores.calibrationErrorBefore()).isCloseTo(0, Offset.offset(1e-6));
        assertThat(scores.calibrationErrorAfter()).isCloseTo(.2, Offset.offset(1e-3));
    }
}
