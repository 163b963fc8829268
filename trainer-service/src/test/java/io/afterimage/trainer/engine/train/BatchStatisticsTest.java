package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.architecture.Architecture;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Weights;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What batch normalisations go by follows the batches of a network from scratch, and of no other. */
class BatchStatisticsTest {
    private static final TrainingSettings SETTINGS =
            new TrainingSettings(new LearningRate(1e-3, 1, 5), .01, 0, List.of(), 1);

    private final Random random = new Random(2);
    private final Graph graph;
    private final Map<String, float[]> initial;

    BatchStatisticsTest() throws Exception {
        graph = Graph.of(Architecture.SMALL_RESNET.build(TestShapes.SIDE, TestShapes.CLASSES, 1));
        initial = byName(Weights.statistics(graph).stream().map(graph::constant).toList());
    }

    @Test
    void theyFollowEachBatchWhereTheyAreLearned() throws Exception {
        Map<String, float[]> learned = learned(Weights.withStatistics(graph), 8);

        assertThat(initial).hasSize(24);
        initial.forEach((name, values) ->
                assertThat(learned.get(name)).as(name).hasSameSizeAs(values).isNotEqualTo(values));
    }

    @Test
    void theyStayWhereOnlyWeightsAreLearned() throws Exception {
        assertThat(learned(Weights.of(graph), 8).keySet()).doesNotContainAnyElementsOf(initial.keySet());
    }

    @Test
    void aLoneExampleHasNone() throws Exception {
        Map<String, float[]> learned = learned(Weights.withStatistics(graph), 1);

        initial.forEach((name, values) -> assertThat(learned.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void lookingAtALossChangesNothing() throws Exception {
        try (Trainer trainer = new Trainer(graph, Weights.withStatistics(graph), SETTINGS)) {
            double loss = trainer.loss(TestShapes.batch(8, random));
            Map<String, float[]> afterwards = byName(trainer.weights());

            assertThat(loss).isPositive();
            initial.forEach(
                    (name, values) -> assertThat(afterwards.get(name)).as(name).isEqualTo(values));
        }
    }

    private Map<String, float[]> learned(List<String> names, int examples) throws Exception {
        try (Trainer trainer = new Trainer(graph, names, SETTINGS)) {
            trainer.step(TestShapes.batch(examples, random));
            return byName(trainer.weights());
        }
    }

    private static Map<String, float[]> byName(Collection<TensorProto> constants) throws Exception {
        Map<String, float[]> values = new HashMap<>();
        for (TensorProto constant : constants) {
            values.put(constant.getName(), Constants.floats(constant));
        }
        return values;
    }
}
