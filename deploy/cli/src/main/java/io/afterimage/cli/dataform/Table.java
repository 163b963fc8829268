package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** A table with an image and its class a line. What is wrong with a line stays with it. */
record Table(TreeFile file, boolean header, Reading reading) implements DataSource {
    /** How a line becomes an image. */
    sealed interface Reading permits FileReading, PixelReading {
        /**
         * The image of a line.
         *
         * @param where the line, for people
         * @throws IOException if nothing can be made of it
         */
        Labelled read(CSVRecord row, String where) throws IOException;
    }

    /**
     * Tells from a table's first lines how the others are read.
     *
     * @throws FaultException if they hold neither files with their classes nor a class and pixels
     */
    static Table open(TreeFile file, ColumnNames names) throws IOException {
        List<CSVRecord> head = head(file);
        if (head.isEmpty()) {
            throw new FaultException(Fault.Reason.FORM_UNKNOWN, "it has no line");
        }
        CSVRecord first = head.get(0);
        Optional<FileColumns> columns = names.in(first);
        if (columns.isPresent()) {
            return new Table(file, true, new FileReading(file, columns.get()));
        }
        if (first.size() == 2 && FileReading.find(file, first.get(0)).isPresent()) {
            return new Table(file, false, new FileReading(file, FileColumns.BARE));
        }
        int side = PixelReading.side(first.size() - 1);
        for (CSVRecord row : head) {
            if (side > 0 && PixelReading.looksLikePixels(row)) {
                return new Table(file, row != first || names.isLabel(first.get(0)), new PixelReading(side));
            }
        }
        throw names.fileMissing(first);
    }

    /** The first two lines, or fewer where there are fewer. */
    private static List<CSVRecord> head(TreeFile file) throws IOException {
        List<CSVRecord> head = new ArrayList<>();
        try (TableRows rows = TableRows.open(file)) {
            Optional<CSVRecord> first = rows.next();
            first.ifPresent(head::add);
            if (first.isPresent()) {
                rows.next().ifPresent(head::add);
            }
        }
        return head;
    }

    @Override
    public long size() {
        return -1;
    }

    @Override
    public void each(Taker taker) {
        try (TableRows rows = TableRows.open(file)) {
            each(rows, taker);
        } catch (IOException e) {
            taker.fault(Fault.of(file.where(), e));
        }
    }

    private void each(TableRows rows, Taker taker) {
        try {
            if (header) {
                var unused = rows.next();
            }
            for (Optional<CSVRecord> row = rows.next(); row.isPresent() && taker.goesOn(); row = rows.next()) {
                hand(row.get(), where(rows), taker);
            }
        } catch (IOException e) {
            taker.fault(Fault.of(where(rows), e));
        }
    }

    private void hand(CSVRecord row, String where, Taker taker) {
        Labelled image;
        try {
            image = reading.read(row, where);
        } catch (IOException e) {
            taker.fault(Fault.of(where, e));
            return;
        }
        taker.take(image);
    }

    private String where(TableRows rows) {
        return file.where() + " line " + rows.line();
    }
}
