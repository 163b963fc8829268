package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.events.Sha256;
import io.afterimage.model.Labels;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a package of a foreign ONNX classifier of images: one float32 or float16 input [N, C, H, W] or [N, H, W, C] with C = 1 or
 * 3, an output with logits or probabilities [N, classes], or with the Sigmoid of one [N, 1] for two classes, operator set 7 or
 * newer, everything in one file. Same input, same bytes. It runs the model in this process, on two computed images: {@link
 * io.afterimage.model.trial.Trial} does that in a child.
 */
public final class ModelImporter {
    private ModelImporter() {}

    /**
     * Checks a model, frees its batch size where it can, and puts normalisation, softmax and metadata around it.
     *
     * @param onnx the whole file; it must not change meanwhile
     * @param labels one a class, in the order of the outputs; one that is there again (as "crane" in ImageNet) gets a number
     *     behind it
     * @return the package, which has passed {@link ModelPackage#read} and its own probe
     */
    public static byte[] importModel(byte[] onnx, List<String> labels, ImportOptions options)
            throws ModelRejectedException {
        String name = options.name() == null ? "model" : options.name();
        if (!Labels.isText(name)) {
            throw new ModelRejectedException(
                    Reason.OPTIONS,
                    "the name must have 1 to " + Labels.LONGEST + " characters and none for control or line breaks");
        }
        ModelProto model = OnnxFile.parse(onnx);
        List<String> distinct = Labels.check(distinct(labels));
        GraphProto graph = ForeignGraph.tidy(model.getGraph());
        ForeignInput input = ForeignInput.of(graph);
        // By position, as tidying may have changed its name.
        int scores = OutputChoice.of(model.getGraph(), options.output(), distinct.size());
        InputPlan plan = InputPlan.of(input, options);
        GraphProto named = ForeignGraph.renamed(
                graph.toBuilder()
                        .clearOutput()
                        .addOutput(graph.getOutput(scores))
                        .build(),
                tensor -> tensor.equals(input.name()) ? PackageGraph.NORMALIZED : tensor);
        Candidate candidate = Candidate.of(PackageFile.frame(model), named, plan);
        candidate.checkLabels(distinct.size());
        Map<String, String> lineage =
                Map.of("parent", "", "source", Sha256.hex(onnx), "created-by", "afterimage models import");
        return new PackageFile(candidate, name, distinct, lineage).write();
    }

    private static List<String> distinct(List<String> labels) {
        Set<String> seen = new HashSet<>(labels);
        Set<String> used = new HashSet<>();
        // Where to go on for each label: from 2 again, 100,000 equal ones would take an hour.
        Map<String, Integer> next = new HashMap<>();
        List<String> distinct = new ArrayList<>();
        for (String label : labels) {
            String name = label;
            int n = next.getOrDefault(label, 2);
            for (; !used.add(name); n++) {
                String numbered = label + " (" + n + ")";
                name = seen.contains(numbered) ? name : numbered;
            }
            next.put(label, n);
            distinct.add(name);
        }
        return distinct;
    }
}
