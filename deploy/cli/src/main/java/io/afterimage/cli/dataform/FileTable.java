package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** A table that names a file and its class a line. */
record FileTable(TreeFile file, FileColumns columns, boolean header) implements DataSource {
    private static final int LONGEST_SHOWN = 200;

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
        try {
            if (!columns.fit(row)) {
                throw new FaultException(
                        Fault.Reason.COLUMN_MISSING, "this line has no more than " + row.size() + " columns");
            }
            String name = row.get(columns.file());
            TreeFile named = find(file, name)
                    .orElseThrow(() -> new FaultException(
                            Fault.Reason.FILE_MISSING,
                            "there is no file " + name.substring(0, Math.min(LONGEST_SHOWN, name.length()))));
            taker.take(new Labelled(
                    named.where(),
                    row.get(columns.label()),
                    FileColumns.cell(row, columns.source()),
                    FileColumns.cell(row, columns.original()),
                    named.image()));
        } catch (IOException e) {
            taker.fault(Fault.of(where, e));
        }
    }

    /**
     * The file that a table names: from the table's folder, from the root, or from the folder that the root lies in.
     *
     * @throws FaultException if the name leads out of the data set
     */
    static Optional<TreeFile> find(TreeFile table, String name) throws FaultException {
        Tree tree = table.tree();
        String path = TreePath.clean(name);
        String root = tree.name() + "/";
        return tree.find(table.folder() + path)
                .or(() -> tree.find(path))
                .or(() -> path.startsWith(root) ? tree.find(path.substring(root.length())) : Optional.empty());
    }

    private String where(TableRows rows) {
        return file.where() + " line " + rows.line();
    }
}
