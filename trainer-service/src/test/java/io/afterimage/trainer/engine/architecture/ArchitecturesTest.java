package io.afterimage.trainer.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.Probe;
import io.afterimage.trainer.engine.AgreementCheck;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
    @ParameterizedTest
    @CsvSource({"SOFTMAX, 2", "MLP, 6", "SMALL_RESNET, 50", "RESNET18, 122"})
    void eachBecomesAPackageThatLearns(Architecture architecture, int weights) throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(architecture.build(16, 4, 1), 4));
        assertThat(Weights.of(model.learning())).hasSize(weights);
        Probe probe = model.description().probe();
        assertThat(probe.top().stream().mapToDouble(Probe.Score::probability)).allMatch(p -> Math.abs(p - .25) < 1e-4);
        AgreementCheck.require(model, List.of(Probe.pixels(model.description().geometry(), 1)));
    }

    @ParameterizedTest
    @CsvSource({"SOFTMAX", "MLP", "SMALL_RESNET", "RESNET18"})
    void theSeedDecidesTheNetwork(Architecture architecture) {
        ModelProto first = architecture.build(16, 4, 1);
        ModelProto again = architecture.build(16, 4, 1);
        assertThat(again).isEqualTo(first);
        assertThat(architecture.build(16, 4, 2).equals(first)).isEqualTo(architecture == Architecture.SOFTMAX);
    }

    @Test
    void imagesThatAreTooSmallAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.SMALL_RESNET.build(8, 4, 1))
                .withMessageContaining("16");
    }
}
