package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    @Test
    void logitsThatAreTooSureAreCooledByAsMuch() {
        Random random = new Random(1);
        int count = 4000;
        float[] logits = new float[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            double honest = 2 * random.nextGaussian();
            classes[i] = random.nextDouble() < 1 / (1 + Math.exp(-honest)) ? 1 : 0;
            logits[2 * i + 1] = (float) (3 * honest);
        }
        assertThat(Temperature.of(logits, classes)).isCloseTo(3, Offset.offset(.2));
    }

    @Test
    void withoutAMistakeItStaysWithinItsBounds() {
        assertThat(Temperature.of(new float[] {5, 0, 0, 5}, new int[] {0, 1})).isBetween(.05, 1.0);
    }

    @Test
    void withNothingButMistakesItStaysWithinItsBounds() {
        int count = 1000;
        float[] logits = new float[2 * count];
        for (int i = 0; i < count; i++) {
            logits[2 * i] = 100;
        }
        int[] mistaken = new int[count];
        Arrays.fill(mistaken, 1);
        assertThat(Temperature.of(logits, mistaken)).isCloseTo(20, Offset.offset(1e-3));
    }

    @Test
    void aHandfulOfExamplesChangesLittle() {
        assertThat(Temperature.of(new float[] {5, 0, 0, 5}, new int[] {0, 1})).isBetween(.9, 1.0);
        assertThat(Temperature.of(new float[] {5, 0, 0, 5}, new int[] {0, 0})).isBetween(1.0, 2.0);
    }

    @Test
    void theLossOfEqualLogitsIsThatOfAGuess() {
        assertThat(Temperature.loss(new float[] {1000, 1000, 1000, 1000}, new int[] {3}, 1))
                .isCloseTo(Math.log(4), Offset.offset(1e-9));
    }
}
