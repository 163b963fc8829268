package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Operator.Single;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operators that cut tensors apart and put them together. */
final class Pieces {
    private Pieces() {}

    static Single concat(Node node) {
        long axis = node.integer("axis", 1);
        return in -> {
            Tensor[] tensors = new Tensor[in.count()];
            Arrays.setAll(tensors, in::get);
            return torch.cat(new TensorVector(tensors), axis);
        };
    }

    /** Into equal parts unless the sizes are given: as an attribute before operator set 13, as an input from then on. */
    static Operator split(Node node) {
        long axis = node.integer("axis", 0);
        long[] attribute = node.integers("split");
        int parts = node.outputs().size();
        return in -> {
            Tensor x = in.get(0);
            int along = Axes.of(axis, x.dim());
            long[] sizes = in.has(1) ? in.integers(1) : attribute == null ? equal(x.size(along), parts) : attribute;
            return owned(torch.split_with_sizes(x, sizes, along));
        };
    }

    /** The vector's own tensors end with it. */
    private static List<Tensor> owned(TensorVector vector) {
        return Arrays.stream(vector.get()).map(Tensor::new).toList();
    }

    /** The last part is smaller where it does not come out even. */
    private static long[] equal(long size, int parts) {
        long part = (size + parts - 1) / parts;
        return LongStream.range(0, parts)
                .map(i -> Math.max(0, Math.min(part, size - i * part)))
                .toArray();
    }

    /** Ranges are attributes before operator set 10, and inputs from then on. */
    static Single slice(Node node) {
        long[] starts = node.integers("starts");
        long[] ends = node.integers("ends");
        long[] axes = node.integers("axes");
        return in -> {
            Tensor result = in.get(0);
            long[] from = starts == null ? in.integers(1) : starts;
            long[] to = ends == null ? in.integers(2) : ends;
            long[] along = in.has(3) ? in.integers(3) : axes == null ? Axes.all(from.length) : axes;
            long[] steps = in.has(4) ? in.integers(4) : null;
            for (int i = 0; i < from.length; i++) {
                int axis = Axes.of(along[i], result.dim());
                result = sliced(result, axis, from[i], to[i], steps == null ? 1 : steps[i]);
            }
            return result;
        };
    }

    private static Tensor sliced(Tensor x, int axis, long start, long end, long step) {
        if (step > 0) {
            return x.slice(axis, new LongOptional(start), new LongOptional(end), step);
        }
        long size = x.size(axis);
        long first = Math.min(start < 0 ? start + size : start, size - 1);
        long bound = Math.max(end < 0 ? end + size : end, -1);
        // libtorch takes no negative steps: the same values from the other side.
        return x.flip(axis)
                .slice(
                        axis,
                        new LongOptional(size - 1 - first),
                        new LongOptional(Math.max(0, size - 1 - bound)),
                        -step);
    }

    /** Amounts are an attribute before operator set 11, and an input from then on; all befores, then all behinds. */
    static Single pad(Node node) throws UntrainableModelException {
        long[] attribute = node.integers("pads");
        double value = node.real("value", 0);
        String mode = node.text("mode", "constant");
        String known =
                switch (mode) {
                    case "constant", "reflect" -> mode;
                    case "edge" -> "replicate";
                    default -> throw node.refusal("mode " + mode);
                };
        return in -> {
            long[] pads = attribute == null ? in.integers(1) : attribute;
            long[] amounts = innermostFirst(
                    pads, in.has(3) ? in.integers(3) : null, in.get(0).dim());
            boolean constant = known.equals("constant");
            DoubleOptional with = constant ? new DoubleOptional(in.real(2, value)) : new DoubleOptional();
            return torch.pad(in.get(0), amounts, known, with);
        };
    }

    /** As libtorch takes them: from the last dimension on, before and behind, without those outermost that stay. */
    private static long[] innermostFirst(long[] pads, long @Nullable [] axes, long rank) {
        int count = pads.length / 2;
        long[] flat = new long[2 * Math.toIntExact(rank)];
        int used = 0;
        for (int i = 0; i < count; i++) {
            int place = 2 * (Math.toIntExact(rank) - 1 - (axes == null ? i : Axes.of(axes[i], rank)));
            flat[place] = pads[i];
            flat[place + 1] = pads[count + i];
            used = pads[i] == 0 && pads[count + i] == 0 ? used : Math.max(used, place + 2);
        }
        return Arrays.copyOf(flat, used);
    }

    static Single gather(Node node) {
        long axis = node.integer("axis", 0);
        return in -> {
            Tensor x = in.get(0);
            long[] shape = x.shape();
            int along = Axes.of(axis, shape.length);
            long[] places = LongStream.of(in.integers(1))
                    .map(place -> place < 0 ? place + shape[along] : place)
                    .toArray();
            Tensor flat = torch.index_select(x, along, Tensors.of(places, places.length));
            return flat.reshape(LongStream.concat(
                            LongStream.concat(
                                    Arrays.stream(shape, 0, along),
                                    LongStream.of(in.get(1).shape())),
                            Arrays.stream(shape, along + 1, shape.length))
                    .toArray());
        };
    }
}
