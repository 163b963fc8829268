package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Features;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VariedBatchesTest {
    private final Features features = new Features(new float[] {1, 1, 2, 2, 3, 3}, new long[] {2}, new int[] {0, 1, 1});

    @Test
    void mixedExamplesHaveBothClassesInTheSharesOfTheirValues() throws Exception {
        Batch batch = new Mixup(features, .4, 1).batch(List.of(0, 2), 0);
        assertThat(batch.classes()).containsExactly(0, 1);
        assertThat(batch.others()).containsExactly(1, 0);
        double mixed = batch.share() + 3 * (1 - batch.share());
        assertThat(batch.values()[0]).isCloseTo((float) mixed, Offset.offset(1e-5f));
        assertThat(batch.share()).isBetween(0.0, 1.0);
    }

    @Test
    void sharesDifferFromBatchToBatch() throws Exception {
        Mixup mixup = new Mixup(features, 1, 1);
        assertThat(mixup.batch(List.of(0, 1), 0).share())
                .isNotEqualTo(mixup.batch(List.of(0, 1), 0).share());
    }

    @Test
    void whatIsNotDroppedIsScaledUp() throws Exception {
        Features many = new Features(filled(10_000), new long[] {10_000}, new int[] {0});
        float[] values = new Dropout(many, .25, 1).batch(List.of(0), 0).values();
        int dropped = 0;
        for (float value : values) {
            dropped += value == 0 ? 1 : 0;
            assertThat(value == 0 || Math.abs(value - 4 / 3f) < 1e-6).isTrue();
        }
        assertThat(dropped).isBetween(2300, 2700);
    }

    @Test
    void rareExamplesAreShownMoreThanOnce() throws Exception {
        Oversampled shown = new Oversampled(features, 0, 0, 1);
        assertThat(shown.classes()).containsExactly(0, 0, 1);
        assertThat(shown.batch(List.of(1, 2), 0).values()).containsExactly(1, 1, 2, 2);
    }

    private static float[] filled(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1);
        return values;
    }
}
