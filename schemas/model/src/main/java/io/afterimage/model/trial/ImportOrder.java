package io.afterimage.model.trial;

import io.afterimage.model.onnx.ImportOptions;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a foreign file shall be imported. Serialised, as it only goes from a parent to a child of the same code; nothing comes
 * back that way.
 */
@SuppressWarnings("serial") // the lists are those of List.copyOf, which are serialisable
record ImportOrder(List<String> labels, ImportOptions options) implements Serializable {
    ImportOrder {
        labels = List.copyOf(labels);
    }

    void write(Path file) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(this);
        }
    }

    static ImportOrder read(Path file) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            return (ImportOrder) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }
}
