package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.afterimage.events.Sha256;
import io.afterimage.model.onnx.Onnx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ModelSessionTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;

    private final byte[] file = TestModels.colours();

    @Test
    void redGreenAndBlueImagesGetTheirNames() throws Exception {
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            Prediction prediction = session.run(TestModels.plain(BLUE, RED, GREEN), 3);

            assertThat(prediction.images()).isEqualTo(3);
            assertThat(best(model, prediction, 0)).isEqualTo("blue");
            assertThat(best(model, prediction, 1)).isEqualTo("red");
            assertThat(best(model, prediction, 2)).isEqualTo("green");
            double certain = Math.exp(5) / (Math.exp(5) + 2);
            assertThat(prediction.probabilities(1)[0]).isCloseTo((float) certain, within(1e-5f));
            assertThat(prediction.embedding(0)).containsExactly(0, 0, 1);
        }
    }

    @Test
    void thePackageTellsWhatItIs() throws Exception {
        ModelPackage model = ModelPackage.read(file);

        assertThat(model.version()).isEqualTo(Sha256.hex(file));
        assertThat(model.name()).isEqualTo("brightness");
        assertThat(model.labels()).containsExactly("red", "green", "blue");
        assertThat(model.geometry()).isEqualTo(new InputGeometry(8, 8, 8));
        assertThat(model.maxBatch()).isZero();
        assertThat(model.embeddingSize()).isEqualTo(3);
        assertThat(model.tensors().headWeight()).isEqualTo("weight");
        assertThat(model.tensors().headBias()).isEqualTo("bias");
        assertThat(model.tensors().embedding()).isEqualTo("flat");
        assertThat(model.tensors().logits()).isEqualTo("y");
        assertThat(model.lineage()).containsKeys("parent", "source", "created-by");
    }

    @Test
    void readsFromThePositionAndLeavesItThere() throws Exception {
        ByteBuffer pixels = TestModels.plain(RED, GREEN, BLUE);
        pixels.position(TestModels.SIDE * TestModels.SIDE * 3);
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            assertThat(best(model, session.run(pixels, 1), 0)).isEqualTo("green");
            assertThat(pixels.position()).isEqualTo(TestModels.SIDE * TestModels.SIDE * 3);
        }
    }

    @Test
    void manyThreadsShareOneSession() throws Exception {
        ModelPackage model = ModelPackage.read(file);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int colour = i % 2 == 0 ? RED : BLUE;
                answers.add(threads.submit(() -> best(model, session.run(TestModels.plain(colour, colour), 2), 1)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? "red" : "blue");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesTooFewBytesHeapMemoryAndNoImages() throws Exception {
        try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
            ByteBuffer one = TestModels.plain(RED);
            assertThatThrownBy(() -> session.run(one, 2)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.run(one, 0)).isInstanceOf(IllegalArgumentException.class);
            ByteBuffer heap = ByteBuffer.allocate(one.remaining());
            assertThatThrownBy(() -> session.run(heap, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aGraphThatGivesFewerRowsThanItDeclaresFailsItsRunAndNoMore() throws Exception {
        byte[] averaging = averagingOverTheBatch(file);
        try (ModelSession session = ModelSession.open(averaging, ModelPackage.read(averaging), 1)) {
            assertThatThrownBy(() -> session.run(TestModels.plain(RED, BLUE), 2))
                    .isInstanceOfSatisfying(RunFailedException.class, e -> assertThat(e.reason())
                            .isEqualTo(RunFailedException.Reason.RUN_FAILED));

            assertThat(session.run(TestModels.plain(RED), 1).probabilities(0)).hasSize(3);
        }
    }

    @Test
    void aRunWithMoreRowsThanImagesAnswersForTheImagesAlone() throws Exception {
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            Prediction prediction = session.run(TestModels.plain(GREEN, BLUE, RED, RED), 2, 4);

            assertThat(prediction.images()).isEqualTo(2);
            assertThat(best(model, prediction, 0)).isEqualTo("green");
            assertThat(best(model, prediction, 1)).isEqualTo("blue");
            assertThatThrownBy(() -> session.run(TestModels.plain(RED, RED), 2, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rowsThatWereReadStayWhenTheMemoryIsUsedAgain() throws Exception {
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            Prediction first = session.run(TestModels.plain(RED), 1);
            Prediction second = session.run(TestModels.plain(BLUE), 1);

            assertThat(best(model, first, 0)).isEqualTo("red");
            assertThat(best(model, second, 0)).isEqualTo("blue");
        }
    }

    @Test
    void theProbeAgreesAfterPublicationAndNotWithOtherScores() throws Exception {
        ModelPackage model = ModelPackage.read(file);
        try (ModelSession session = ModelSession.open(file, model, 1)) {
            session.verifyProbe();
        }
        ModelPackage other = withProbe(model, new Probe(List.of(new Probe.Score(1, 0.987))));
        try (ModelSession session = ModelSession.open(file, other, 1)) {
            assertThatThrownBy(session::verifyProbe)
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("class 1 scores")
                    .extracting(e -> ((ModelRejectedException) e).reason())
                    .isEqualTo(ModelRejectedException.Reason.PROBE_MISMATCH);
        }
    }

    @Test
    void scoresThatAreNotProbabilitiesDiffer() {
        Probe probe = new Probe(List.of());
        assertThat(probe.difference(new float[] {0.5f, 0.5f}, 1e-3)).isEmpty();
        assertThat(probe.difference(new float[] {0.5f, 0.6f}, 1e-3)).contains("sum to");
        assertThat(probe.difference(new float[] {Float.NaN, 1}, 1e-3)).contains("sum to");
    }

    /** Whose probabilities are those of one image, the average, whatever the batch. */
    private static byte[] averagingOverTheBatch(byte[] file) throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
        NodeProto.Builder softmax = model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Softmax"))
                .findFirst()
                .orElseThrow();
        NodeProto average =
                Onnx.node("ReduceMean", List.of(softmax.getInput(0)), "average", Onnx.attribute("axes", List.of(0L)));
        NodeProto last = softmax.setInput(0, "average").build();
        List<NodeProto> others = model.getGraph().getNodeList().stream()
                .filter(node -> !node.getOpType().equals("Softmax"))
                .toList();
        model.getGraphBuilder().clearNode().addAllNode(others).addNode(average).addNode(last);
        return model.build().toByteArray();
    }

    private static ModelPackage withProbe(ModelPackage model, Probe probe) {
        return new ModelPackage(
                model.version(),
                model.name(),
                model.labels(),
                model.geometry(),
                model.maxBatch(),
                model.embeddingSize(),
                model.preprocessing(),
                model.tensors(),
                probe,
                model.lineage());
    }

    private static String best(ModelPackage model, Prediction prediction, int image) {
        float[] row = prediction.probabilities(image);
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return model.labels().get(best);
    }
}
