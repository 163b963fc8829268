package io.afterimage.trainer.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.Probe;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {
    private static final List<String> MORE = List.of("class 4", "new", "class 0", "class 1", "class 2", "class 3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = Gemm flat head:6,5 bias:5",
                "y = MatMul flat head:6,5",
                "t = MatMul flat head:6,5;y = Add t bias:1,5",
                "y = Gemm flat head:6,5;out = Reshape y shape=-1,5",
                "c = Conv r0 head:5,6,1,1 bias:5;r = Relu c;pooled = GlobalAveragePool r;y = Flatten pooled"
            })
    void oldClassesKeepTheirRows(String head) throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(network(head), 5));
        byte[] before = model.write(model.whole(), model.description().labels());
        byte[] after = model.write(resized(model, MORE), MORE);
        Prediction old = predict(before);
        Prediction extended = predict(after);
        for (String label : model.description().labels()) {
            // Probabilities are relative, so ratios stay where logits do.
            double ratio =
                    extended.probabilities(0)[MORE.indexOf(label)] / extended.probabilities(0)[MORE.indexOf("class 0")];
            double expected =
                    old.probabilities(0)[model.description().labels().indexOf(label)] / old.probabilities(0)[0];
            assertThat(ratio).isCloseTo(expected, Offset.offset(1e-4));
        }
        assertThat(ModelPackage.read(after).labels()).isEqualTo(MORE);
    }

    @Test
    void anotherSeedGivesOtherNewRowsAndTheSameTheSame() throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(TestNetworks.residual(), 5));
        byte[] first = model.write(resized(model, MORE), MORE);
        assertThat(model.write(resized(model, MORE), MORE)).isEqualTo(first);
        Graph other = Head.of(
                model.whole(),
                model.description().tensors(),
                model.description().labels(),
                MORE,
                2);
        assertThat(model.write(other, MORE)).isNotEqualTo(first);
    }

    @Test
    void aReluBehindAHeadThatIsAllNewGoes() throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(
                network("c = Conv r0 head:5,6,1,1 bias:5;r = Relu c;pooled = GlobalAveragePool r;y = Flatten pooled"),
                5));
        Graph fresh = resized(model, List.of("cat", "dog"));
        assertThat(fresh.nodes().stream().filter(node -> node.operator().equals("Relu")))
                .hasSize(1);
    }

    @Test
    void whatCountsTheClassesBesideTheHeadIsNamed() throws Exception {
        TrainableModel model = TrainableModel.read(TestNetworks.packaged(
                network("t = Gemm flat head:6,5;s = Mul t scales:5;y = Reshape s shape=-1,5"), 5));
        assertThatExceptionOfType(UntrainableModelException.class)
                .isThrownBy(() -> resized(model, MORE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HEAD_UNKNOWN));
    }

    private static ModelProto network(String head) {
        String body = "stem = Conv x w0-3:6,3,3,3;r0 = Relu stem;pool = GlobalAveragePool r0;flat = Flatten pool;";
        return TestNetworks.of((body + head).split(";", -1));
    }

    private static Graph resized(TrainableModel model, List<String> labels) throws UntrainableModelException {
        return Head.of(
                model.whole(),
                model.description().tensors(),
                model.description().labels(),
                labels,
                1);
    }

    private static Prediction predict(byte[] file) throws Exception {
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            InputGeometry geometry = session.model().geometry();
            return session.run(Probe.pixels(geometry, 3), 1);
        }
    }
}
