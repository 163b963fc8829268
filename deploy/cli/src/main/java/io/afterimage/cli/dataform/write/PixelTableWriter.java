package io.afterimage.cli.dataform.write;

import io.afterimage.cli.dataform.write.GreyImages.Grey;
import io.afterimage.events.v1.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table of a class and grey pixels a line, with a header. */
final class PixelTableWriter implements ExampleWriter {
    private final GreyImages images;
    private final CSVPrinter table;
    private boolean begun;

    /** @param images are closed with this */
    PixelTableWriter(Path folder, GreyImages images) throws IOException {
        this.images = images;
        this.table = new CSVPrinter(Files.newBufferedWriter(folder.resolve("examples.csv")), CSVFormat.RFC4180);
    }

    @Override
    public Optional<String> write(String sha256, Example example) throws IOException {
        Grey grey = images.of(example.getImage().toByteArray());
        if (grey instanceof Grey.Unfit unfit) {
            return Optional.of(unfit.why());
        }
        if (!begun) {
            begun = true;
            header();
        }
        table.print(example.getLabel());
        for (byte pixel : ((Grey.Pixels) grey).pixels()) {
            table.print(pixel & 0xFF);
        }
        table.println();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        images.close();
        table.close();
    }

    private void header() throws IOException {
        table.print("label");
        for (int i = 0; i < images.side() * images.side(); i++) {
            table.print("pixel" + i);
        }
        table.println();
    }
}
