package io.afterimage.trainer.finetune;

import io.afterimage.events.Sha256;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.SplittableRandom;

/** Reads examples as a model sees them: as in serving, or varied. Holds native memory; for one thread. */
final class ImageReader implements AutoCloseable {
    private final InputGeometry geometry;
    private final InputGeometry square;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private final Augmenter augmenter;
    private final ByteBuffer wide;

    ImageReader(InputGeometry geometry) {
        this.geometry = geometry;
        this.square = Augmenter.square(geometry);
        this.augmenter = new Augmenter(geometry);
        this.wide = ByteBuffer.allocateDirect(square.bytes());
    }

    /**
     * Reads one image.
     *
     * @param copy 0 as it is, others varied: the same whenever it is read
     * @param target direct, takes uint8 [height, width, 3] from its position, which stays
     * @return whether it can be decoded
     */
    boolean read(SnapshotEntry entry, int copy, ByteBuffer target) throws IOException {
        if (copy == 0) {
            return decode(entry, geometry, target);
        }
        if (!decode(entry, square, wide)) {
            return false;
        }
        augmenter.vary(wide, Variation.draw(square.width(), geometry, random(entry, copy)), target);
        return true;
    }

    private boolean decode(SnapshotEntry entry, InputGeometry as, ByteBuffer target) throws IOException {
        byte[] file;
        try {
            if (Files.size(entry.image()) > ImageLimits.DEFAULTS.encodedBytes()) {
                return false;
            }
            file = Files.readAllBytes(entry.image());
        } catch (NoSuchFileException e) {
            // Gone from the data set's folder: as good as broken.
            return false;
        }
        return decoder.decode(file, 0, file.length, as, target) instanceof Decoded;
    }

    private static SplittableRandom random(SnapshotEntry entry, int copy) {
        byte[] hash = Sha256.of((entry.sha256() + copy).getBytes(StandardCharsets.UTF_8));
        return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
    }

    @Override
    public void close() {
        augmenter.close();
        decoder.close();
    }
}
