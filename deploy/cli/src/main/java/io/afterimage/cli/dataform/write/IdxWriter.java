package io.afterimage.cli.dataform.write;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.dataform.IdxHeader;
import io.afterimage.cli.dataform.write.GreyImages.Grey;
import io.afterimage.events.v1.Example;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A pair of IDX files, and the names of the classes beside them where they are more than their numbers. */
final class IdxWriter implements ExampleWriter {
    private static final int MOST_CLASSES = 256;

    private final GreyImages greyImages;
    private final ClassNumbers classes;
    private final CountedFile images;
    private final CountedFile labels;
    private int count;

    /** @param greyImages are closed with this */
    IdxWriter(Path folder, GreyImages greyImages, ClassNumbers classes) throws IOException {
        if (classes.most() >= MOST_CLASSES) {
            throw new CommandException(
                    "IDX files hold at most " + MOST_CLASSES + " classes. Take another form, such as tfrecord.");
        }
        this.greyImages = greyImages;
        this.classes = classes;
        if (!classes.numbersAreNames()) {
            Files.write(folder.resolve(IdxHeader.CLASSES), classes.names());
        }
        images = new CountedFile(folder.resolve("images-idx3-ubyte"), 4 * Integer.BYTES);
        labels = new CountedFile(folder.resolve("labels-idx1-ubyte"), 2 * Integer.BYTES);
    }

    @Override
    public Optional<String> write(String sha256, Example example) throws IOException {
        Grey grey = greyImages.of(example.getImage().toByteArray());
        if (grey instanceof Grey.Unfit unfit) {
            return Optional.of(unfit.why());
        }
        images.write(((Grey.Pixels) grey).pixels());
        labels.write(new byte[] {(byte) classes.of(example.getLabel())});
        count++;
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        greyImages.close();
        int side = Math.max(1, greyImages.side());
        try (images;
                labels) {
            images.begin(ByteBuffer.allocate(4 * Integer.BYTES)
                    .putInt(IdxHeader.IMAGES)
                    .putInt(count)
                    .putInt(side)
                    .putInt(side));
            labels.begin(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(IdxHeader.LABELS)
                    .putInt(count));
        }
    }
}
