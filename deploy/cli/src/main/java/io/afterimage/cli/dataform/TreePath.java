package io.afterimage.cli.dataform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths as strangers write them. Pure. */
final class TreePath {
    private static final int LONGEST = 4096;
    private static final Pattern FROM_A_ROOT = Pattern.compile("/|[A-Za-z]:");

    private TreePath() {}

    /**
     * The path with single slashes between its parts.
     *
     * @throws FaultException if it leads elsewhere or nowhere
     */
    static String clean(String text) throws FaultException {
        String path = text.replace('\\', '/');
        if (FROM_A_ROOT.matcher(path).lookingAt()) {
            throw new FaultException(
                    Fault.Reason.PATH_OUTSIDE, "a path must begin in the data set, not at the root of a file system");
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw new FaultException(Fault.Reason.PATH_OUTSIDE, "a path with '..' leads out of the data set");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.isEmpty() || path.length() > LONGEST) {
            throw new FaultException(Fault.Reason.FILE_MISSING, "this names no file");
        }
        return String.join("/", parts);
    }

    /** Whether a part of a clean path is hidden, or was made by a Mac beside what was meant. */
    static boolean hidden(String path) {
        return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
    }
}
