package io.afterimage.trainer.finetune;

import io.afterimage.model.InputGeometry;
import io.afterimage.trainer.engine.train.Batch;
import io.afterimage.trainer.engine.train.Examples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Examples as pixels, read from disk: as they are, or squares that are varied anew each time. Holds native memory. */
final class StoredPixels implements Examples, AutoCloseable {
    private final RecordFile file;
    private final InputGeometry geometry;
    private final int[] classes;
    private final int[] positions;
    private final boolean varied;
    private final long seed;
    private final Augmenter augmenter;
    private final ByteBuffer image;
    private final ByteBuffer input;

    /**
     * Finds the records.
     *
     * @param file of pixels as {@link Augmenter#square} has them where they are varied, else as the geometry has them
     * @param geometry of the model's input
     * @throws IOException if a record is not there
     */
    StoredPixels(RecordFile file, List<Example> examples, InputGeometry geometry, boolean varied, long seed)
            throws IOException {
        this.file = file;
        this.geometry = geometry;
        this.classes = examples.stream().mapToInt(Example::column).toArray();
        this.positions = new int[classes.length];
        this.varied = varied;
        this.seed = seed;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = file.find(Preparation.key(examples.get(i).entry(), 0));
            if (positions[i] < 0) {
                throw new IOException("a record of the training's cache is gone; is another run at work on it?");
            }
        }
        this.augmenter = new Augmenter(geometry);
        this.image = ByteBuffer.allocateDirect(Augmenter.square(geometry).bytes());
        this.input = ByteBuffer.allocateDirect(geometry.bytes());
    }

    @Override
    public int[] classes() {
        return classes;
    }

    @Override
    public Batch batch(List<Integer> examples, int epoch) throws IOException {
        int size = geometry.bytes();
        float[] values = new float[examples.size() * size];
        int[] chosen = new int[examples.size()];
        for (int i = 0; i < chosen.length; i++) {
            read(examples.get(i), epoch);
            for (int j = 0; j < size; j++) {
                values[i * size + j] = input.get(j) & 255;
            }
            chosen[i] = classes[examples.get(i)];
        }
        return new Batch(values, new long[] {chosen.length, geometry.height(), geometry.width(), 3}, chosen);
    }

    private void read(int example, int epoch) throws IOException {
        if (!varied) {
            file.read(positions[example], input.clear());
            return;
        }
        file.read(positions[example], image.clear());
        SplittableRandom random = new SplittableRandom(seed + 1_000_003L * epoch + 7_919L * example);
        augmenter.vary(image, Variation.draw(Augmenter.side(geometry), geometry, random), input.clear());
        Erasing.erase(input, geometry, random);
    }

    @Override
    public void close() {
        augmenter.close();
    }
}
