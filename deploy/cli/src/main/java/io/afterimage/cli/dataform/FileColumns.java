package io.afterimage.cli.dataform;

import org.apache.commons.csv.CSVRecord;

/** Where in a line of a table what stands, from 0 on; {@code source} and {@code original} may be negative: nowhere. */
record FileColumns(int file, int label, int source, int original) {
    /** Of a table of two columns that begins without a header. */
    static final FileColumns BARE = new FileColumns(0, 1, -1, -1);

    /** Whether the line is long enough for its file and its class. */
    boolean fit(CSVRecord row) {
        return row.size() > Math.max(file, label);
    }

    /** A cell; empty where the line has none. */
    static String cell(CSVRecord row, int column) {
        return column >= 0 && column < row.size() ? row.get(column) : "";
    }
}
