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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardTest {
    private static final TensorNames NAMES = new TensorNames("x", "y", "x", "head", "bias", "");
    private static final Features FEATURES =
            new Features(new float[] {1, 10, 5, 3, 30, 5, 2, 70, 5, 6, 50, 5}, new long[] {3}, new int[] {0, 1, 0, 1});

    @Test
    void eachFeatureHasMeanZeroAndDeviationOneButOneThatNeverVaries() throws Exception {
        Features features = new Features(FEATURES.values().clone(), FEATURES.shape(), FEATURES.classes());
        Standard.of(features).apply(features);
        float[] values = features.values();
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
        Standard standard = Standard.of(FEATURES);
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
    void featuresOfPlacesAreMeasuredOverAllPlaces() {
        Features places =
                new Features(new float[] {1, 3, 10, 30, 5, 7, 50, 70}, new long[] {2, 1, 2}, new int[] {0, 1});
        Standard standard = Standard.of(places);
        assertThat(standard.means()).containsExactly(4, 40);
        standard.apply(places);
        assertThat(places.values()[0]).isCloseTo(-places.values()[7], within(1e-5f));
    }

    @Test
    void allCopiesOfAllExamplesAreReadAtOnce() throws Exception {
        Examples varied = new Examples() {
            @Override
            public int[] classes() {
                return IntStream.range(0, 70).map(i -> i % 3).toArray();
            }

            @Override
            public Batch batch(List<Integer> examples, int epoch) {
                float[] values = new float[2 * examples.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = examples.get(i / 2) + 1000 * epoch;
                }
                int[] classes = examples.stream().mapToInt(i -> i % 3).toArray();
                return new Batch(values, new long[] {examples.size(), 2}, classes);
            }
        };
        Gathered gathered = new Gathered(varied, 2);
        Features all = gathered.read();
        assertThat(gathered.bytes()).isEqualTo(4L * all.values().length);
        assertThat(all.shape()).containsExactly(2);
        for (int i = 0; i < 140; i++) {
            assertThat(all.classes()[i]).isEqualTo(i % 70 % 3);
            assertThat(all.values()[2 * i]).isEqualTo(i % 70 + (i < 70 ? 0 : 1000));
        }
    }

    private static Graph graph(String layer) throws Exception {
        return Graph.of(TestNetworks.of(layer));
    }
}
