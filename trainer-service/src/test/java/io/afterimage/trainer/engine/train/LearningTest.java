package io.afterimage.trainer.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.engine.architecture.Architecture;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Weights;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final int BATCH = 24;

    @Test
    @Tag("long")
    void aSmallNetworkLearnsShapesThatItHasNotSeen() throws Exception {
        int steps = 600;
        Graph graph = Graph.of(Architecture.SMALL_RESNET.build(TestShapes.SIDE, TestShapes.CLASSES, 1));
        Random random = new Random(2);
        Batch unseen = TestShapes.batch(300, new Random(3));
        TrainingSettings settings =
                new TrainingSettings(new LearningRate(3e-3, steps / 10, steps), .01, .05, List.of(), 1);
        try (Trainer trainer = new Trainer(graph, Weights.withStatistics(graph), settings)) {
            assertThat(accuracy(trainer, unseen)).isLessThan(.45);
            for (int i = 0; i < steps; i++) {
                trainer.step(TestShapes.batch(BATCH, random));
            }
            assertThat(accuracy(trainer, unseen)).isGreaterThan(.9);
        }
    }

    @Test
    @Tag("long")
    void aDeepNetworkLearnsAFewPicturesByHeart() throws Exception {
        Graph graph = Graph.of(Architecture.RESNET18.build(TestShapes.SIDE, TestShapes.CLASSES, 1));
        Batch few = TestShapes.batch(12, new Random(2));
        TrainingSettings settings = new TrainingSettings(new LearningRate(1e-3, 3, 30), .01, 0, List.of(), 1);
        try (Trainer trainer = new Trainer(graph, Weights.of(graph), settings)) {
            for (int i = 0; i < 30; i++) {
                trainer.step(few);
            }
            assertThat(trainer.loss(few)).isLessThan(.1);
        }
    }

    private static double accuracy(Trainer trainer, Batch batch) {
        return TestShapes.accuracy(trainer.logits(batch.values(), batch.shape()), batch.classes());
    }
}
