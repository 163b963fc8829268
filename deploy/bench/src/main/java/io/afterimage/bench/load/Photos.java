package io.afterimage.bench.load;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.feed.FileSelection;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The image files of a folder that can be decoded, so that each gets a label: in the order of their names, as many as fit
 * into memory.
 *
 * @param files the files
 * @param leftOut files that were passed over
 */
public record Photos(List<Path> files, int leftOut) {
    /** Every program under test holds them in memory. */
    private static final long MOST_BYTES = 300L << 20;

    private static final InputGeometry ANY = new InputGeometry(32, 32, 32);

    /**
     * The images of a folder.
     *
     * @throws CommandException if there are none
     */
    public static Photos in(Path folder) {
        List<Path> all = FileSelection.of(List.of(folder.toString())).files();
        List<Path> usable = new ArrayList<>();
        long bytes = 0;
        ByteBuffer scratch = ByteBuffer.allocateDirect(ANY.bytes());
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (Path file : all) {
                byte[] image = Files.readAllBytes(file);
                if (bytes + image.length <= MOST_BYTES
                        && decoder.decode(image, 0, image.length, ANY, scratch) instanceof DecodeResult.Decoded) {
                    usable.add(file);
                    bytes += image.length;
                }
            }
        } catch (IOException e) {
            throw new CommandException("--images: " + e.getMessage() + " cannot be read");
        }
        if (usable.isEmpty()) {
            throw new CommandException("--images: no image that can be decoded in " + folder);
        }
        return new Photos(List.copyOf(usable), all.size() - usable.size());
    }

    /** The file of the n-th image of a run; after the last one they begin again. */
    public Path file(int n) {
        return files.get(n % files.size());
    }

    /** All files' bytes, in their order. */
    public List<byte[]> bytes() {
        List<byte[]> bytes = new ArrayList<>();
        try {
            for (Path file : files) {
                bytes.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new CommandException("--images: " + e.getMessage() + " cannot be read");
        }
        return bytes;
    }
}
