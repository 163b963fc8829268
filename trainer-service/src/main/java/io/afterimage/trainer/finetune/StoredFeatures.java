package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Examples as what the frozen part made of them, read from disk. Each epoch takes another copy of an image. */
final class StoredFeatures implements Examples {
    private final RecordFile file;
    private final long[] shape;
    private final int[] classes;
    private final int[][] positions;
    private final ByteBuffer record;

    /**
     * Finds the records.
     *
     * @param shape of one record
     * @param copies of each example beside the plain one
     * @throws IOException if one is not there
     */
    StoredFeatures(RecordFile file, List<Example> examples, long[] shape, int copies) throws IOException {
        this.file = file;
        this.shape = shape.clone();
        this.classes = examples.stream().mapToInt(Example::column).toArray();
        this.positions = new int[examples.size()][copies + 1];
        int size = Math.toIntExact(Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact));
        this.record = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < positions.length; i++) {
            for (int copy = 0; copy <= copies; copy++) {
                positions[i][copy] = file.find(Preparation.key(examples.get(i).entry(), copy));
                if (positions[i][copy] < 0) {
                    throw new IOException("a record of the training's cache is gone; is another run at work on it?");
                }
            }
        }
    }

    @Override
    public int[] classes() {
        return classes;
    }

    @Override
    public Batch batch(List<Integer> examples, int epoch) throws IOException {
        int size = record.capacity() / Float.BYTES;
        float[] values = new float[examples.size() * size];
        int[] chosen = new int[examples.size()];
        for (int i = 0; i < chosen.length; i++) {
            int example = examples.get(i);
            file.read(positions[example][(example + epoch) % positions[example].length], record.clear());
            record.asFloatBuffer().get(values, i * size, size);
            chosen[i] = classes[example];
        }
        long[] whole = new long[shape.length + 1];
        whole[0] = chosen.length;
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return new Batch(values, whole, chosen);
    }
}
