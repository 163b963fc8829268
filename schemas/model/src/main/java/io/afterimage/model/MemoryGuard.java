package io.afterimage.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnxruntime.OrtException;
import io.afterimage.model.ModelRejectedException.Reason;

/**
 * Keeps a small file from asking for a large amount of memory: a graph of a few bytes can expand a tensor to any size. For
 * one image, the shape of every tensor must be known before any is computed, and none may be too large.
 */
public final class MemoryGuard {
    /** Most bytes of one tensor for one image: 512 MiB, some 40 times the largest of VGG-16. */
    public static final long LARGEST_TENSOR = 512L << 20;

    /** Shapes may depend on sums over shapes, and those on others; real exports need two or three rounds. */
    private static final int MOST_ROUNDS = 32;

    private MemoryGuard() {}

    /**
     * Refuses a graph with a tensor that is too large, or whose size depends on the image.
     *
     * @param model has passed {@link OnnxFile}, and has one input
     * @throws ModelRejectedException naming the tensor, or if the runtime refuses the graph
     */
    public static void check(ModelProto model) throws ModelRejectedException {
        try {
            ModelProto known = forOneImage(model);
            for (int round = 0; round < MOST_ROUNDS; round++) {
                StaticShapes shapes = StaticShapes.of(known);
                if (checkKnown(known, shapes)) {
                    return;
                }
                ModelProto folded = ShapeArithmetic.fold(known, shapes);
                if (folded.getGraph().getNodeCount() == known.getGraph().getNodeCount()) {
                    throw unknown(known, shapes);
                }
                known = folded;
            }
            throw unknown(known, StaticShapes.of(known));
        } catch (OrtException e) {
            throw new ModelRejectedException(
                    Reason.RUN_FAILED, "ONNX Runtime refuses the model: " + OnnxSession.reason(e), e);
        }
    }

    private static ModelProto forOneImage(ModelProto model) {
        ModelProto.Builder one = model.toBuilder();
        TensorShapeProto.Builder shape = one.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder();
        if (shape.getDimCount() > 0) {
            shape.getDimBuilder(0).setDimValue(1);
        }
        return one.build();
    }

    /** Whether all are known; those that are must be small enough. */
    private static boolean checkKnown(ModelProto model, StaticShapes shapes) throws ModelRejectedException {
        boolean all = true;
        for (NodeProto node : model.getGraph().getNodeList()) {
            for (String name : node.getOutputList()) {
                boolean known = name.isEmpty() || shapes.isKnown(name);
                if (known && shapes.bytes(name) > LARGEST_TENSOR) {
                    throw new ModelRejectedException(
                            Reason.TOO_LARGE,
                            String.format(
                                    "tensor '%s' of one image takes %.0f MiB; at most %d are allowed; use a smaller model or"
                                            + " size",
                                    name, shapes.bytes(name) / (1 << 20), LARGEST_TENSOR >> 20));
                }
                all &= known;
            }
        }
        return all;
    }

    /** Names the first: the others may only follow from it. */
    private static ModelRejectedException unknown(ModelProto model, StaticShapes shapes) {
        for (NodeProto node : model.getGraph().getNodeList()) {
            for (String name : node.getOutputList()) {
                if (!name.isEmpty() && !shapes.isKnown(name)) {
                    return new ModelRejectedException(
                            Reason.UNSUPPORTED_OPERATOR,
                            "the shape of tensor '" + name + "' (of operator " + node.getOpType()
                                    + ") is not known before it is computed, so that its memory has no bound; export the"
                                    + " model with fixed shapes");
                }
            }
        }
        throw new IllegalStateException("All shapes are known");
    }
}
