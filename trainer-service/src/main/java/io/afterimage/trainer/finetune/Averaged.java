package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Features of places in an image, averaged over the image, in memory. Of several copies of an image each epoch takes another. */
final class Averaged implements Examples {
    private static final int PART = 64;

    private final int[] classes;
    private final float[][][] copies;

    /**
     * Reads all.
     *
     * @param examples each [F, ...]
     * @param copies of each example, at least 1
     */
    Averaged(Examples examples, int copies) throws IOException {
        this.classes = examples.classes();
        this.copies = new float[copies][classes.length][];
        for (int copy = 0; copy < copies; copy++) {
            for (int from = 0; from < classes.length; from += PART) {
                int to = Math.min(classes.length, from + PART);
                Batch part = examples.batch(IntStream.range(from, to).boxed().toList(), copy);
                for (int i = from; i < to; i++) {
                    this.copies[copy][i] = average(part, i - from);
                }
            }
        }
    }

    private static float[] average(Batch part, int example) {
        int features = (int) part.shape()[1];
        int places = part.values().length / part.classes().length / features;
        float[] means = new float[features];
        for (int f = 0; f < features; f++) {
            double sum = 0;
            for (int place = 0; place < places; place++) {
                sum += part.values()[(example * features + f) * places + place];
            }
            means[f] = (float) (sum / places);
        }
        return means;
    }

    @Override
    public int[] classes() {
        return classes;
    }

    @Override
    public Batch batch(List<Integer> examples, int epoch) {
        int features = copies[0][0].length;
        float[] values = new float[examples.size() * features];
        int[] chosen = new int[examples.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = classes[examples.get(i)];
            System.arraycopy(copies[epoch % copies.length][examples.get(i)], 0, values, i * features, features);
        }
        return new Batch(values, new long[] {chosen.length, features, 1, 1}, chosen);
    }
}
