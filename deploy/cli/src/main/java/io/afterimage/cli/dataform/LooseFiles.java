package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Files in no class's folder, and what they hold together. For one thread. */
final class LooseFiles {
    private final ColumnNames names;
    private final Notes notes;
    private final List<DataSource> sources = new ArrayList<>();
    private final List<Fault> unusableTables = new ArrayList<>();
    private final List<Fault> unread = new ArrayList<>();
    private final List<TreeFile> idxImages = new ArrayList<>();
    private final List<TreeFile> idxLabels = new ArrayList<>();
    private final List<TreeFile> images = new ArrayList<>();
    private boolean namesFiles;

    LooseFiles(ColumnNames names, Notes notes) {
        this.names = names;
        this.notes = notes;
    }

    /**
     * What is in the files.
     *
     * @param namesFiles whether a table names other files
     * @param unusableTables files called as tables are, of which nothing can be taken
     * @param unread other files of which nothing can be taken
     */
    record Found(List<DataSource> sources, boolean namesFiles, List<Fault> unusableTables, List<Fault> unread) {}

    void add(TreeFile file) throws IOException {
        if (ImageTypes.byName(file.fileName()).isPresent()) {
            images.add(file);
            return;
        }
        switch (Form.of(file)) {
            case IMAGE -> images.add(file);
            case TABLE -> addTable(file);
            case IDX_IMAGES -> idxImages.add(file);
            case IDX_LABELS -> idxLabels.add(file);
            case TF_RECORD -> sources.add(new TfRecords(file));
            case ZIP -> refuse(file, "a zip in a zip or a folder is not opened; name it itself");
            case TAR -> refuse(file, "tar archives are not read; unpack it, and import the folder");
            case UNKNOWN -> refuse(file, "this is neither a table nor an IDX or TFRecord file");
        }
    }

    /** To be called once, after the last file. */
    Found found() {
        sources.addAll(IdxPairs.of(idxImages, idxLabels, notes));
        if (!namesFiles) {
            images.forEach(file -> refuse(file, "it is in no class's folder"));
        }
        return new Found(sources, namesFiles, unusableTables, unread);
    }

    private void addTable(TreeFile file) {
        try {
            Table table = Table.open(file, names);
            namesFiles |= table.reading() instanceof FileReading;
            sources.add(table);
        } catch (IOException e) {
            refuse(file, Fault.of(file.where(), e));
        }
    }

    private void refuse(TreeFile file, String why) {
        refuse(file, new Fault(file.where(), Fault.Reason.FORM_UNKNOWN, why));
    }

    /** Nothing can be taken of the file, though more may depend on it. */
    void refuse(TreeFile file, Fault fault) {
        (Form.isCalledTable(file.fileName()) ? unusableTables : unread).add(fault);
    }
}
