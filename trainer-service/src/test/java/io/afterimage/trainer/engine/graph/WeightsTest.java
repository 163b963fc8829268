package io.afterimage.trainer.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.TrainableModel;
import org.junit.jupiter.api.Test;

class WeightsTest {
    @Test
    void onlyLayersLearn() throws Exception {
        Graph graph = Graph.of(TestNetworks.of(
                "shifted = Add x offset:1,3,1,1",
                "c1 = Conv shifted w1-3:4,3,3,3 b1:4",
                "n1 = BatchNormalization c1 scale:4 shift:4 mean:4 variance:4",
                "hard = Mul n1 sixth:1",
                "pool = GlobalAveragePool hard",
                "flat = Flatten pool",
                "product = MatMul flat head:4,5",
                "y = Add product bias:5"));
        assertThat(Weights.of(graph)).containsExactly("w1-3", "b1", "scale", "shift", "head", "bias");
    }

    @Test
    void aPackagesNormalisationAndTemperatureStay() throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(TestNetworks.residual(), 5));
        assertThat(Weights.of(model.learning()))
                .containsExactly("w0-3", "b0", "w1-3", "b1", "w2-3", "b2", "w3-3", "b3", "head", "bias");
    }
}
