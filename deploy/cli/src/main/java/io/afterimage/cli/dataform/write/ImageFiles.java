package io.afterimage.cli.dataform.write;

import io.afterimage.events.v1.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images as files that are called by their hashes. */
final class ImageFiles {
    private ImageFiles() {}

    /** Writes an image into a folder, which is made. */
    static Path write(Path folder, String sha256, Example example) throws IOException {
        Path file = Files.createDirectories(folder).resolve(sha256 + "." + format(example));
        return Files.write(file, example.getImage().toByteArray());
    }

    /** By the first byte, which the formats that are decoded differ in; files are read by their bytes, whatever they are called. */
    static String format(Example example) {
        return switch (example.getImage().byteAt(0) & 0xFF) {
            case 0xFF -> "jpg";
            case 0x89 -> "png";
            case 'R' -> "webp";
            case 'G' -> "gif";
            case 'B' -> "bmp";
            default -> "tif";
        };
    }
}
