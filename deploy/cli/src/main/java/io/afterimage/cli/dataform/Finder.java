package io.afterimage.cli.dataform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the sources in files, folders and zips. For one thread. */
final class Finder {
    private final ColumnNames names;
    private final Notes notes;
    private final List<Tree> trees = new ArrayList<>();
    private final List<DataSource> sources = new ArrayList<>();

    Finder(ColumnNames names, Notes notes) {
        this.names = names;
        this.notes = notes;
    }

    List<Tree> trees() {
        return trees;
    }

    List<DataSource> sources() {
        return sources;
    }

    /** What people name. A zip or a folder stands for all that is in it; a file that holds nothing is a fault. */
    void add(List<Path> paths) {
        LooseFiles named = new LooseFiles(names, notes);
        for (Path path : paths) {
            try {
                add(path, named);
            } catch (IOException e) {
                notes.fault(Fault.of(path.toString(), e));
            }
        }
        LooseFiles.Found found = named.found();
        sources.addAll(found.sources());
        found.unusableTables().forEach(notes::fault);
        found.unread().forEach(notes::fault);
    }

    private void add(Path path, LooseFiles named) throws IOException {
        if (Files.isDirectory(path)) {
            addTree(new FolderTree(path));
            return;
        }
        if (!Files.isRegularFile(path)) {
            throw new FaultException(Fault.Reason.FILE_MISSING, "there is no such file or folder");
        }
        Path folder = Objects.requireNonNullElse(path.getParent(), Path.of(""));
        TreeFile file = new TreeFile(
                new FolderTree(folder),
                Objects.requireNonNull(path.getFileName()).toString());
        if (Form.of(file) == Form.ZIP) {
            addTree(ZipTree.open(path, notes));
        } else {
            named.add(file);
        }
    }

    /** Files beside the classes' folders are read where they hold data, and else are no part of it. */
    private void addTree(Tree tree) throws IOException {
        trees.add(tree);
        List<TreeFile> files = tree.files(notes);
        Layout layout = Layout.of(files);
        LooseFiles loose = new LooseFiles(names, notes);
        List<TreeFile> inFolders = new ArrayList<>();
        Manifest manifest = Manifest.NONE;
        for (TreeFile file : files) {
            if (!layout.atBase(file)) {
                inFolders.add(file);
            } else if (file.fileName().equals(Manifest.NAME)) {
                manifest = Manifest.read(file, paths(files), notes);
            } else {
                addLoose(file, loose);
            }
        }
        take(tree, loose.found(), inFolders, layout, manifest);
    }

    private void take(Tree tree, LooseFiles.Found found, List<TreeFile> inFolders, Layout layout, Manifest manifest) {
        sources.addAll(found.sources());
        boolean unsure = !found.unusableTables().isEmpty() && !areSeveral(inFolders, layout);
        if (found.namesFiles() || unsure) {
            if (!inFolders.isEmpty()) {
                notes.leftOut(tree.where(layout.base()), "a table says what the files show, so no folder is a class");
            }
        } else if (!inFolders.isEmpty()) {
            sources.add(new ImageFolders(inFolders, layout, manifest));
        }
        boolean nothing = inFolders.isEmpty() && found.sources().isEmpty();
        boolean needed = nothing || (unsure && !found.namesFiles());
        found.unusableTables().forEach(fault -> note(fault, needed || isBroken(fault)));
        found.unread().forEach(fault -> note(fault, nothing));
    }

    /** Several folders are classes, whatever a table beside them is of; a single one may hold the images of the table. */
    private static boolean areSeveral(List<TreeFile> files, Layout layout) {
        return files.stream()
                        .flatMap(file -> layout.classOf(file).stream())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    private void note(Fault fault, boolean needed) {
        if (needed) {
            notes.fault(fault);
        } else {
            notes.leftOut(fault.where(), fault.detail());
        }
    }

    /** Whether it is not merely a table of something else. */
    private static boolean isBroken(Fault table) {
        return table.reason() != Fault.Reason.COLUMN_MISSING && table.reason() != Fault.Reason.FORM_UNKNOWN;
    }

    private void addLoose(TreeFile file, LooseFiles loose) {
        try {
            loose.add(file);
        } catch (IOException e) {
            Fault fault = Fault.of(file.where(), e);
            if (Form.isCalledTable(file.fileName())) {
                loose.refuse(file, fault);
            } else {
                notes.fault(fault);
            }
        }
    }

    private static Set<String> paths(List<TreeFile> files) {
        return files.stream().map(TreeFile::path).collect(Collectors.toSet());
    }
}
