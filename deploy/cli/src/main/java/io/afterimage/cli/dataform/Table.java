package io.afterimage.cli.dataform;

import java.io.IOException;
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
