package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Files that people name, read up to a limit; what is wrong with them is one line. */
final class ModelFiles {
    /** What protobuf, and so ONNX in one file, can hold is 2 GiB; classifiers of images are well below half of it. */
    static final int LARGEST_MODEL = 1024 * 1024 * 1024;

    private static final int LARGEST_LABELS = 16 * 1024 * 1024;

    private ModelFiles() {}

    /** The bytes of a model's file. */
    static byte[] model(Path file) {
        return read(file, LARGEST_MODEL);
    }

    /** The labels in a file. */
    static List<String> labels(Path file) {
        return LabelFile.parse(text(file));
    }

    /** The text of a file of labels. */
    static String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(file, LARGEST_LABELS)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandException(file + " is not UTF-8 text. Labels are one a line, in UTF-8.");
        }
    }

    private static byte[] read(Path file, int limit) {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + " is a folder; a file is needed.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new CommandException(file + " is over " + limit / 1024 / 1024 + " MiB.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new CommandException("There is no file " + file + ".");
        } catch (IOException e) {
            throw new CommandException("Cannot read " + file + ": " + e.getMessage());
        }
    }
}
