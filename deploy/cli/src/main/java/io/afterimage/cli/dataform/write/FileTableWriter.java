package io.afterimage.cli.dataform.write;

import io.afterimage.events.v1.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table with a file and its class a line, and the files in a folder beside it. */
final class FileTableWriter implements ExampleWriter {
    private static final String IMAGES = "images";

    private final Path folder;
    private final CSVPrinter table;

    FileTableWriter(Path folder) throws IOException {
        this.folder = folder;
        this.table = new CSVPrinter(Files.newBufferedWriter(folder.resolve("labels.csv")), CSVFormat.RFC4180);
        table.printRecord("file", "label", "source", "sha256");
    }

    @Override
    public Optional<String> write(String sha256, Example example) throws IOException {
        Path file = ImageFiles.write(folder.resolve(IMAGES), sha256, example);
        table.printRecord(IMAGES + "/" + file.getFileName(), example.getLabel(), example.getSource(), sha256);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
