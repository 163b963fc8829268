package io.afterimage.cli.dataform;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the labels of IDX files of images: by the names, as {@code train-images-idx3-ubyte} has {@code train-labels-idx1-ubyte}. */
final class IdxPairs {
    private static final int MOST_CLASSES = 256;
    private static final int LONGEST_NAME = 4096;
    private static final String PACKED = ".gz";

    private IdxPairs() {}

    /** A source for each file of images; what belongs to nothing is noted. */
    static List<DataSource> of(List<TreeFile> images, List<TreeFile> labels, Notes notes) {
        List<DataSource> pairs = new ArrayList<>();
        Set<TreeFile> used = new HashSet<>();
        for (TreeFile file : images) {
            Optional<TreeFile> found =
                    images.size() == 1 && labels.size() == 1 ? Optional.of(labels.get(0)) : byName(file);
            if (found.isEmpty()) {
                notes.fault(new Fault(
                        file.where(),
                        Fault.Reason.LABELS_MISSING,
                        "no IDX file of labels belongs to it. Put it beside, such as train-labels-idx1-ubyte beside"
                                + " train-images-idx3-ubyte."));
            } else {
                used.add(found.get());
                pair(file, found.get(), notes).ifPresent(pairs::add);
            }
        }
        labels.stream()
                .filter(file -> !used.contains(file))
                .forEach(file -> notes.leftOut(file.where(), "no IDX file of images belongs to it"));
        return pairs;
    }

    private static Optional<TreeFile> byName(TreeFile images) {
        String name = images.fileName();
        String plain = name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
        String other = plain.replace("images", "labels").replace("idx3", "idx1");
        return other.equals(plain) ? Optional.empty() : images.sibling(other).or(() -> images.sibling(other + PACKED));
    }

    private static Optional<DataSource> pair(TreeFile images, TreeFile labels, Notes notes) {
        TreeFile at = images;
        try (DataInputStream in = IdxPair.open(images)) {
            IdxHeader header = IdxHeader.ofImages(in);
            at = labels;
            int count = count(labels);
            if (count != header.count()) {
                throw new FaultException(
                        Fault.Reason.COUNTS_DIFFER,
                        count + " labels for " + header.count() + " images: nobody knows which belong together");
            }
            at = images;
            readToEnd(in);
            return Optional.of(new IdxPair(images, labels, header, classes(images)));
        } catch (IOException e) {
            notes.fault(Fault.of(at.where(), e));
            return Optional.empty();
        }
    }

    private static int count(TreeFile labels) throws IOException {
        try (DataInputStream in = IdxPair.open(labels)) {
            int count = IdxHeader.ofLabels(in).count();
            readToEnd(in);
            return count;
        }
    }

    /** Packed files have their checksum at the end, and no label of a broken one may be believed. */
    private static void readToEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static List<String> classes(TreeFile images) throws IOException {
        List<String> classes = new ArrayList<>();
        Optional<TreeFile> file = images.sibling(IdxHeader.CLASSES);
        if (file.isPresent()) {
            try (LineGuard guard = LineGuard.open(file.get(), LONGEST_NAME * MOST_CLASSES);
                    BufferedReader in = new BufferedReader(guard)) {
                for (String name = in.readLine(); name != null && classes.size() < MOST_CLASSES; name = in.readLine()) {
                    classes.add(name);
                }
            }
        }
        return classes;
    }
}
