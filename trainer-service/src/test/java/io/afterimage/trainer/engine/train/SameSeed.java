package io.afterimage.trainer.engine.train;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.events.Sha256;
import io.afterimage.trainer.engine.architecture.Architecture;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Weights;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** A short training with dropout, which says the hash of what it learned. */
final class SameSeed {
    private SameSeed() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(hash(Long.parseLong(arguments[0])));
    }

    static String hash(long seed) throws Exception {
        Graph graph = Graph.of(Architecture.SMALL_RESNET.build(TestShapes.SIDE, TestShapes.CLASSES, 1));
        Random random = new Random(2);
        TrainingSettings settings = new TrainingSettings(new LearningRate(1e-3, 2, 5), .01, .1, List.of(), seed);
        ByteArrayOutputStream learned = new ByteArrayOutputStream();
        try (Trainer trainer = new Trainer(graph, Weights.of(graph), settings)) {
            for (int i = 0; i < 5; i++) {
                trainer.step(TestShapes.batch(8, random));
            }
            for (TensorProto weight : trainer.weights()) {
                weight.writeTo(learned);
            }
        }
        return Sha256.hex(learned.toByteArray());
    }
}
