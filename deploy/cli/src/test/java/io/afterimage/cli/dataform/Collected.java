package io.afterimage.cli.dataform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a data set gives, held in memory. */
public final class Collected implements Taker {
    private final List<Labelled> images = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /** Reads files as a person who names nothing else would. */
    public static Collected from(Path... paths) {
        return from(ColumnNames.of(Optional.empty(), Optional.empty()), Relabelling.none(), paths);
    }

    static Collected from(ColumnNames names, Relabelling map, Path... paths) {
        Collected collected = new Collected();
        try (DataSet data = DataSet.open(List.of(paths), names, collected)) {
            data.each(map, collected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return collected;
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void take(Labelled image) {
        images.add(image);
    }

    @Override
    public void fault(Fault fault) {
        faults.add(fault);
    }

    @Override
    public void leftOut(String where, String why) {
        leftOut.add(where + ": " + why);
    }

    public List<Labelled> images() {
        return images;
    }

    public List<String> labels() {
        return images.stream().map(Labelled::label).toList();
    }

    public List<Fault> faults() {
        return faults;
    }

    List<Fault.Reason> reasons() {
        return faults.stream().map(Fault::reason).toList();
    }

    List<String> leftOut() {
        return leftOut;
    }
}
