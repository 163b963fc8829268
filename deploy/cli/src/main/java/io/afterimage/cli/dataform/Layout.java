package io.afterimage.cli.dataform;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which folder of a tree is a class. Mostly each at the root is one. Zips wrap all in a folder, or in several: these are passed
 * through, whatever text lies beside them. Where the folders are called train, test and the like, the classes lie in these. Pure.
 *
 * @param base path of the folder that all lies in, with a slash at its end; empty for the root
 * @param split whether the classes lie one folder deeper
 */
record Layout(String base, boolean split) {
    private static final int MOST_WRAPPERS = 8;
    private static final Set<String> SPLITS =
            Set.of("train", "training", "val", "valid", "validation", "dev", "test", "testing");

    static Layout of(List<TreeFile> files) {
        String base = "";
        Optional<String> wrapper = wrapper(files, base);
        for (int i = 0; i < MOST_WRAPPERS && wrapper.isPresent(); i++) {
            base = wrapper.get();
            wrapper = wrapper(files, base);
        }
        return new Layout(base, areSplits(files, base));
    }

    /** Whether a file lies in no class's folder, beside these or further out. */
    boolean atBase(TreeFile file) {
        return base.startsWith(file.folder());
    }

    /** Name of the folder that is the class of a file; empty where it lies in none. */
    Optional<String> classOf(TreeFile file) {
        String path = file.path().substring(base.length());
        int from = split ? path.indexOf('/') + 1 : 0;
        int to = path.indexOf('/', from);
        return to < 0 ? Optional.empty() : Optional.of(path.substring(from, to));
    }

    /** The only folder in a folder with no image beside it, unless it looks like a class: images, and no table of them. */
    private static Optional<String> wrapper(List<TreeFile> files, String base) {
        String only = "";
        boolean images = false;
        boolean tables = false;
        for (TreeFile file : files) {
            int slash = file.path().indexOf('/', base.length());
            if (!file.path().startsWith(base) || (slash < 0 && !isImage(file))) {
                continue;
            }
            String folder = file.path().substring(0, slash + 1);
            if (slash < 0 || !(only.isEmpty() || only.equals(folder))) {
                return Optional.empty();
            }
            only = folder;
            if (file.folder().equals(folder)) {
                images |= isImage(file);
                tables |= Form.isCalledTable(file.fileName()) || file.fileName().equals(Manifest.NAME);
            }
        }
        boolean isClass = images && !tables && !isSplit(only, base);
        return only.isEmpty() || isClass ? Optional.empty() : Optional.of(only);
    }

    private static boolean isSplit(String folder, String base) {
        return SPLITS.contains(
                folder.substring(base.length(), folder.length() - 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isImage(TreeFile file) {
        return ImageTypes.byName(file.fileName()).isPresent();
    }

    private static boolean areSplits(List<TreeFile> files, String base) {
        Set<String> folders = new HashSet<>();
        for (TreeFile file : files) {
            int slash = file.path().indexOf('/', base.length());
            if (slash >= 0 && file.path().startsWith(base)) {
                folders.add(file.path().substring(base.length(), slash).toLowerCase(Locale.ROOT));
            }
        }
        return folders.size() > 1 && SPLITS.containsAll(folders);
    }
}
