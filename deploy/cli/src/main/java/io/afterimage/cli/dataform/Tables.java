package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** Tells from a table's first lines what it holds: files with their classes, or a class and pixels a line. Pure. */
final class Tables {
    private Tables() {}

    /** @throws FaultException if it is neither */
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
}
