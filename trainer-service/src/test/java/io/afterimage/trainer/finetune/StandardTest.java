package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterimage.model.TensorNames;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.HeadLayer;
import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import io.afterimage.trainer.engine.train.Features;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardTest {
    private static final TensorNames NAMES = new TensorNames("x", "y", "x", "head", "bias", "");
    private static final Features FEATURES =
            new Features(new float[] {1, 10, 5, 3, 30, 5, 2, 70, 5, 6, 50, 5}, new long[] {3}, new int[] {0, 1, 0, 1});

    @Test
    void eachFeatureHasMeanZeroAndDeviationOneButOneThatNeverVaries() throws Exception {
        float[] values = Standard.of(FEATURES, 3)
                .of(FEATURES)
                .batch(List.of(0, 1, 2, 3), 0)
                .values();
        for (int f = 0; f < 3; f++) {
            double sum = 0;
            double squares = 0;
            for (int i = f; i < values.length; i += 3) {
                sum += values[i];
                squares += values[i] * values[i];
            }
            assertThat(sum).isCloseTo(0, within(1e-5));
            assertThat(squares / 4).isLessThan(1.0001);
        }
        assertThat(values[2]).isZero();
        assertThat(values[1]).isCloseTo(-1.342f, within(.001f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y = Gemm x head:3,2 bias:2", "y = Conv x head:2,3,1,1 bias:2"})
    void aHeadForStandardFeaturesGivesTheSameAndGoesBackToWhatItWas(String layer) throws Exception {
        Standard standard = Standard.of(FEATURES, 3);
        HeadLayer head = HeadLayer.of(graph(layer), NAMES).orElseThrow();

        var changed = head.forStandard(standard.means(), standard.deviations());
        HeadLayer other = HeadLayer.of(graph(layer).with(changed), NAMES).orElseThrow();
        var back = other.forPlain(standard.means(), standard.deviations());

        for (int i = 0; i < 2; i++) {
            float[] before =
                    Constants.floats(List.of(head.weight(), head.bias()).get(i));
            assertThat(Constants.floats(back.get(i))).containsExactly(before, within(1e-5f));
        }
    }

    @Test
    void placesAreAveragedOnceForAll() throws Exception {
        Examples places =
                new Features(new float[] {1, 3, 10, 30, 5, 7, 50, 70}, new long[] {2, 1, 2}, new int[] {0, 1});
        Batch batch = new Averaged(places, 1).batch(List.of(1, 0), 5);
        assertThat(batch.values()).containsExactly(6, 60, 2, 20);
        assertThat(batch.shape()).containsExactly(2, 2, 1, 1);
        assertThat(batch.classes()).containsExactly(1, 0);
    }

    @Test
    void twoSetsOfExamplesAreOne() throws Exception {
        Examples first = new Features(new float[] {1, 2, 3, 4}, new long[] {2}, new int[] {0, 1});
        Examples second = new Features(new float[] {5, 6}, new long[] {2}, new int[] {2});
        Together both = new Together(first, second);
        assertThat(both.classes()).containsExactly(0, 1, 2);
        Batch batch = both.batch(List.of(2, 1), 0);
        assertThat(batch.values()).containsExactly(3, 4, 5, 6);
        assertThat(batch.classes()).containsExactly(1, 2);
        assertThat(both.batch(List.of(2), 0).values()).containsExactly(5, 6);
        assertThat(both.batch(List.of(0), 0).shape()).containsExactly(1, 2);
    }

    private static Graph graph(String layer) throws Exception {
        return Graph.of(TestNetworks.of(layer));
    }
}
