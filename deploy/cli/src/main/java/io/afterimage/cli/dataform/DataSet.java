package io.afterimage.cli.dataform;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images with their classes in whatever forms people have them: folders with a folder for each class, tables that name files or
 * hold pixels, IDX and TFRecord files, and zips of these. What is in a file is told by its bytes. No more than one image, one
 * line or one record is held at a time, and the paths of the files. For one thread.
 */
public final class DataSet implements Closeable {
    private final List<Tree> trees;
    private final List<DataSource> sources;

    private DataSet(List<Tree> trees, List<DataSource> sources) {
        this.trees = trees;
        this.sources = sources;
    }

    /**
     * Finds out what there is.
     *
     * @param paths files and folders
     * @param names what the columns of tables are called
     * @param notes are told of files of which nothing can be taken
     */
    public static DataSet open(List<Path> paths, ColumnNames names, Notes notes) {
        Finder finder = new Finder(names, notes);
        finder.add(paths);
        return new DataSet(finder.trees(), finder.sources());
    }

    /** How many images there are, those included that cannot be taken; negative: nobody knows before the end. */
    public long size() {
        long size = 0;
        for (DataSource source : sources) {
            if (source.size() < 0) {
                return -1;
            }
            size += source.size();
        }
        return size;
    }

    /** Hands on each image with its class as the map has it, tidy, as long as the taker goes on. */
    public void each(Relabelling map, Taker taker) {
        Taker relabelling = new RelabellingTaker(map, taker);
        for (DataSource source : sources) {
            source.each(relabelling);
        }
    }

    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Tree tree : trees) {
            try {
                tree.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}
