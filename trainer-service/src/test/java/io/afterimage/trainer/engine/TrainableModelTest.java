package io.afterimage.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.Probe;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.CutPoint;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import io.afterimage.trainer.engine.graph.Weights;
import io.afterimage.trainer.engine.operator.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainableModelTest {
    @ParameterizedTest
    @MethodSource("io.afterimage.trainer.engine.Family#all")
    void theInterpreterAgreesWithOnnxRuntime(Family family) throws Exception {
        TrainableModel model = model(family);
        assertThat(AgreementCheck.require(model, images(model))).isLessThan(1e-5);
    }

    @Test
    void anOperatorThatIsNotCoveredIsRefusedByNameBeforeAnythingRuns() throws Exception {
        byte[] file = TestNetworks.packaged(
                TestNetworks.of(
                        "c = Conv x w3:4,3,3,3", "s = Softsign c", "pool = GlobalAveragePool s", "y = Flatten pool"),
                4);
        assertThatExceptionOfType(UntrainableModelException.class)
                .isThrownBy(() -> TrainableModel.read(file))
                .withMessageContaining("Softsign 's/Softsign'")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OPERATOR_NOT_COVERED));
    }

    @Test
    void scoresThatDifferAreRefused() throws Exception {
        TrainableModel model = residual();
        TensorProto head = model.whole().constant("head");
        float[] values = Constants.floats(head);
        values[0] += .5f;
        Graph other = model.logits().with(List.of(Constants.of("head", head.getDimsList(), values)));
        assertThatExceptionOfType(UntrainableModelException.class)
                .isThrownBy(() -> AgreementCheck.compare(model.logits(), other, model.description(), images(model)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SCORES_DIFFER));
    }

    @ParameterizedTest
    @MethodSource("io.afterimage.trainer.engine.Family#all")
    void whatIsWrittenBackServesTheSameScores(Family family) throws Exception {
        TrainableModel model = model(family);
        List<TensorProto> changed = new ArrayList<>();
        for (String name : Weights.of(model.learning())) {
            TensorProto weight = model.whole().constant(name);
            float[] values = Constants.floats(weight);
            for (int i = 0; i < values.length; i++) {
                values[i] *= 1.5f;
            }
            changed.add(Constants.of(name, weight.getDimsList(), values));
        }
        byte[] file =
                model.write(model.whole().with(changed), model.description().labels());
        TrainableModel trained = TrainableModel.read(file);
        assertThat(AgreementCheck.require(trained, images(trained))).isLessThan(1e-5);
        assertThat(trained.description().lineage())
                .containsEntry("parent", model.description().version());
        try (ModelSession session = ModelSession.open(file, trained.description(), 1)) {
            session.verifyProbe();
        }
    }

    @Test
    void anUntouchedPackageComesBackWithTheSameProbabilities() throws Exception {
        TrainableModel model = residual();
        byte[] file = model.write(model.whole(), model.description().labels());
        assertThat(ModelPackage.read(file).probe())
                .isEqualTo(model.description().probe());
    }

    @ParameterizedTest
    @MethodSource("io.afterimage.trainer.engine.Family#all")
    void theTwoSidesOfEachCutTogetherAreTheModel(Family family) throws Exception {
        TrainableModel model = model(family);
        ByteBuffer image = images(model).get(0);
        long[] shape = {1, TestNetworks.SIDE, TestNetworks.SIDE, 3};
        String logits = model.logits().outputs().get(0);
        float[] whole = onnx(model.logits(), image, shape, logits).values();
        assertThat(model.cutPoints()).hasSize(family.cuts().size());
        for (CutPoint cut : model.cutPoints()) {
            OnnxSession.Tensor middle = onnx(model.before(cut.tensor()), image, shape, cut.tensor());
            Graph behind = model.behind(cut.tensor());
            try (PointerScope scope = new PointerScope();
                    Parameters parameters = Parameters.of(behind)) {
                var inputs = Map.of(cut.tensor(), Tensors.of(middle.values(), middle.shape()));
                var outputs = new Interpreter(behind).run(inputs, parameters, false);
                assertThat(Tensors.floats(Objects.requireNonNull(outputs.get(logits))))
                        .containsExactly(whole, Offset.offset(1e-5f));
            }
        }
    }

    private static OnnxSession.Tensor onnx(Graph graph, ByteBuffer image, long[] shape, String output)
            throws Exception {
        try (OnnxSession session = new OnnxSession(graph.model().toByteArray(), 1)) {
            return Objects.requireNonNull(session.run(ModelPackage.INPUT, image, shape, Set.of(output))
                    .get(output));
        }
    }

    private static TrainableModel residual() throws Exception {
        return model(Family.RESIDUAL);
    }

    private static TrainableModel model(Family family) throws Exception {
        return TrainableModel.read(TestNetworks.packaged(family.model(), Family.CLASSES));
    }

    private static List<ByteBuffer> images(TrainableModel model) {
        return List.of(
                Probe.pixels(model.description().geometry(), 1),
                Probe.pixels(model.description().geometry(), 2));
    }
}
