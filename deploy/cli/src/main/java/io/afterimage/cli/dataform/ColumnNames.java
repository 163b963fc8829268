package io.afterimage.cli.dataform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * What the columns of a table of files may be called, in lower case; the first that is there counts. Pure.
 *
 * @param file of the column with the file
 * @param label of the column with the class
 */
public record ColumnNames(List<String> file, List<String> label) {
    private static final ColumnNames COMMON = new ColumnNames(
            List.of("file", "filename", "file_name", "path", "filepath", "file_path", "image", "image_path", "img"),
            List.of("label", "class", "class_name", "category", "target"));

    /** What people mostly call them, unless they say otherwise. */
    public static ColumnNames of(Optional<String> file, Optional<String> label) {
        return new ColumnNames(
                file.map(name -> List.of(tidy(name))).orElse(COMMON.file),
                label.map(name -> List.of(tidy(name))).orElse(COMMON.label));
    }

    /** The columns of a header; empty where it has none for the file. */
    Optional<FileColumns> in(CSVRecord header) throws FaultException {
        List<String> columns = header.stream().map(ColumnNames::tidy).toList();
        int fileAt = first(file, columns);
        int labelAt = first(label, columns);
        if (fileAt < 0) {
            return Optional.empty();
        }
        if (labelAt < 0) {
            throw missing(label, "for the class; --label-column names another", columns);
        }
        return Optional.of(new FileColumns(fileAt, labelAt, columns.indexOf("source"), columns.indexOf("sha256")));
    }

    /** Whether a column for the class may be called so: then a line of numbers is a header all the same. */
    boolean isLabel(String name) {
        return label.contains(tidy(name));
    }

    /** What a table that is of no known form lacks. */
    FaultException fileMissing(CSVRecord header) {
        return missing(
                file,
                "for the file (--file-column names another), and its lines are no class with " + PixelReading.LEAST_SIDE
                        + " x " + PixelReading.LEAST_SIDE + " to " + GreyPng.LARGEST_SIDE + " x " + GreyPng.LARGEST_SIDE
                        + " pixels",
                header.stream().map(ColumnNames::tidy).toList());
    }

    private static FaultException missing(List<String> wanted, String what, List<String> columns) {
        String first = String.join(", ", columns.subList(0, Math.min(8, columns.size())));
        return new FaultException(
                Fault.Reason.COLUMN_MISSING,
                "no column is called " + String.join(", ", wanted) + " " + what + ". The first line is: "
                        + first.substring(0, Math.min(200, first.length())));
    }

    private static int first(List<String> wanted, List<String> columns) {
        return wanted.stream()
                .map(columns::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static String tidy(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
