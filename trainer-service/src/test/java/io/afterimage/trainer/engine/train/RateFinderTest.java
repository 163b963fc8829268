package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Graph;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    private static final TrainingSettings SETTINGS =
            new TrainingSettings(new LearningRate(1, 0, 1), 0, 0, List.of(), 1);

    @Test
    void theRateIsOneAtWhichTheLossStillFalls() throws Exception {
        assertThat(find(1)).isBetween(1e-4, .1);
        assertThat(find(100)).isBetween(1e-4, .1);
    }

    @Test
    void theSameSeedFindsTheSame() throws Exception {
        assertThat(find(1)).isEqualTo(find(1));
    }

    private static double find(float scale) throws Exception {
        Graph head = Graph.of(TestNetworks.residual()).between(List.of("flat"), List.of("y"));
        Random random = new Random(4);
        float[] values = new float[200 * 6];
        int[] classes = new int[200];
        for (int i = 0; i < values.length; i++) {
            classes[i / 6] = i / 6 % 5;
            values[i] = scale * (float) ((i % 6 == i / 6 % 5 ? 1 : 0) + 2 * random.nextGaussian());
        }
        return new RateFinder(32, SETTINGS)
                .find(head, List.of("head", "bias"), new Features(values, new long[] {6}, classes));
    }
}
