package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxSession.Tensor;
import io.afterimage.model.onnx.HeadFinder.Head;
import io.afterimage.model.onnx.HeadFinder.Scores;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A foreign graph in the form that ran, and what the run showed.
 *
 * @param frame the model without its graph
 * @param batch images in one run: 1, or 0 for any number
 * @param scores where its logits or probabilities are
 */
record Candidate(
        ModelProto frame,
        GraphProto graph,
        InputPlan plan,
        int batch,
        Scores scores,
        @Nullable Head head,
        TrialRun trial) {

    /** The first of these forms that runs: any batch as it is, any batch with its Reshapes freed, batch 1. */
    static Candidate of(ModelProto frame, GraphProto graph, InputPlan plan) throws ModelRejectedException {
        int batch = plan.input().batch();
        try {
            return run(frame, graph, plan, 0);
        } catch (ModelRejectedException asItIs) {
            rethrowUnlessRun(asItIs);
        }
        GraphProto free = BatchRewriter.withFreeReshapes(graph, Math.max(1, batch));
        if (!free.getNodeList().equals(graph.getNodeList())) {
            try {
                return run(frame, free, plan, 0);
            } catch (ModelRejectedException freed) {
                rethrowUnlessRun(freed);
            }
        }
        if (batch > 1) {
            throw new ModelRejectedException(
                    Reason.INPUT_SHAPE,
                    "input '" + plan.input().name() + "' takes " + batch
                            + " images and no other number; export the model with a batch of 1 or a dynamic one");
        }
        return run(frame, graph, plan, 1);
    }

    private static void rethrowUnlessRun(ModelRejectedException failure) throws ModelRejectedException {
        if (failure.reason() != Reason.RUN_FAILED) {
            throw failure;
        }
    }

    private static Candidate run(ModelProto frame, GraphProto graph, InputPlan plan, int batch)
            throws ModelRejectedException {
        HeadFinder finder = new HeadFinder(graph);
        Scores scores = finder.scores(graph.getOutput(0).getName());
        Head head = finder.head(scores.tensor());
        PackageGraph framed = new PackageGraph(graph, plan, batch);
        TrialRun trial = TrialRun.of(
                frame, framed, plan.geometry(), batch, scores.tensor(), head == null ? "" : head.embedding());
        Candidate candidate = new Candidate(frame, graph, plan, batch, scores, head, trial);
        candidate.checkScores();
        return candidate;
    }

    private void checkScores() throws ModelRejectedException {
        long[] shape = trial.first().shape();
        int values = trial.first().values().length;
        String output = "output '" + graph.getOutput(0).getName() + "' ";
        if (scores.sigmoid() && values != 1) {
            throw new ModelRejectedException(
                    Reason.OUTPUT_SHAPE,
                    output + "comes from Sigmoid: each of its " + values
                            + " classes has a yes or no of its own, which is"
                            + " not supported; give a model whose classes exclude each other, one that ends in Softmax");
        }
        boolean isRow =
                shape.length >= 2 && shape[0] == 1 && Arrays.stream(shape).anyMatch(size -> size == values);
        if (!isRow || (values < 2 && !scores.sigmoid())) {
            throw new ModelRejectedException(
                    Reason.OUTPUT_SHAPE,
                    output + "is " + Arrays.toString(shape)
                            + " for one image; [1, classes] with two classes or more is needed, or [1, 1] that comes from"
                            + " Sigmoid");
        }
    }

    /** Refuses a number of labels that is not the number of classes. */
    void checkLabels(int labels) throws ModelRejectedException {
        if (labels != classes()) {
            String hint = scores.sigmoid()
                    ? "; a yes-or-no model needs two: first the class of 0, then the class of 1"
                    : classes() == labels + 1
                            ? "; if the first class is 'background', as in models from TensorFlow, put it before the other labels"
                            : "; give one label a line, in the order of the outputs";
            throw new ModelRejectedException(
                    Reason.LABELS_MISMATCH,
                    "the model has " + classes() + " classes, but there are " + labels + " labels" + hint);
        }
    }

    int classes() {
        return scores.sigmoid() ? 2 : trial.first().values().length;
    }

    boolean isFlat() {
        return trial.first().shape().length == 2;
    }

    /** What the scores are; a layer that is known to be the last gives logits, whatever they look like. */
    PackageGraph.Kind kind() {
        if (scores.sigmoid()) {
            return PackageGraph.Kind.LOGIT_OF_SECOND;
        }
        return head == null && trial.givesProbabilities() ? PackageGraph.Kind.PROBABILITIES : PackageGraph.Kind.LOGITS;
    }

    boolean isEmbeddingSpatial() {
        return trial.embedding() != null && trial.embedding().shape().length == 4;
    }

    /** Values of the embedding; 0 where there is none, or more than a package may hold. */
    int embeddingSize() {
        Tensor embedding = trial.embedding();
        if (embedding == null || (embedding.shape().length != 2 && embedding.shape().length != 4)) {
            return 0;
        }
        long size = embedding.shape()[1];
        return embedding.shape()[0] == 1 && size <= ModelPackage.LARGEST_EMBEDDING ? (int) size : 0;
    }
}
