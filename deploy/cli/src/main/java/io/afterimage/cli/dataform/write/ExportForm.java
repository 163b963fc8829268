package io.afterimage.cli.dataform.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SortedSet;

/** The forms that a data set is written in. */
public enum ExportForm {
    /** A folder for each class. */
    FOLDER,
    /** {@code labels.csv} with a file and its class a line. */
    CSV,
    /** {@code examples.csv} with a class and the grey pixels of an image a line. */
    PIXELS,
    /** {@code images-idx3-ubyte} and {@code labels-idx1-ubyte}. */
    IDX,
    /** {@code examples.tfrecord}. */
    TFRECORD;

    /**
     * A writer of this form.
     *
     * @param folder empty
     * @param classes all there are
     * @param side of the square that images of pixels are scaled to and cut out of; empty: all must be such squares already
     */
    public ExampleWriter writer(Path folder, SortedSet<String> classes, OptionalInt side) throws IOException {
        return switch (this) {
            case FOLDER -> new FolderWriter(folder);
            case CSV -> new FileTableWriter(folder);
            case PIXELS -> new PixelTableWriter(folder, new GreyImages(side));
            case IDX -> new IdxWriter(folder, new GreyImages(side), ClassNumbers.of(classes));
            case TFRECORD -> new TfRecordWriter(folder, ClassNumbers.of(classes));
        };
    }
}
