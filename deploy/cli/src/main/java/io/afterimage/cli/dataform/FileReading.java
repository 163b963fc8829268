package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** A line names a file and its class. */
record FileReading(TreeFile table, FileColumns columns) implements Table.Reading {
    private static final int LONGEST_SHOWN = 200;

    @Override
    public Labelled read(CSVRecord row, String where) throws IOException {
        if (!columns.fit(row)) {
            throw new FaultException(
                    Fault.Reason.COLUMN_MISSING, "this line has no more than " + row.size() + " columns");
        }
        String name = row.get(columns.file());
        TreeFile named = find(table, name)
                .orElseThrow(() -> new FaultException(
                        Fault.Reason.FILE_MISSING,
                        "there is no file " + name.substring(0, Math.min(LONGEST_SHOWN, name.length()))));
        return new Labelled(
                named.where(),
                row.get(columns.label()),
                FileColumns.cell(row, columns.source()),
                FileColumns.cell(row, columns.original()),
                named.image());
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
}
