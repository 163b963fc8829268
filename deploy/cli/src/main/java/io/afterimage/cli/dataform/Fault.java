package io.afterimage.cli.dataform;

import io.afterimage.cli.output.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/**
 * Something in a data set that cannot be taken. Both texts may quote the data set, so what could break a line or steer a terminal is
 * replaced in them.
 *
 * @param where the file, and the line or record in it, for people
 * @param detail the rest of one line, and what to do where that is not plain
 */
public record Fault(String where, Reason reason, String detail) {
    /** Why it cannot be taken. */
    public enum Reason {
        /** Neither the bytes nor the name tell of a form that is known. */
        FORM_UNKNOWN,
        /** A file is not there. */
        FILE_MISSING,
        /** A file cannot be read. */
        FILE_UNREADABLE,
        /** A path leads out of the data set. */
        PATH_OUTSIDE,
        /** A zip or gzip file contradicts itself. */
        ARCHIVE_BROKEN,
        /** A zip has more files than are read of one. */
        TOO_MANY_FILES,
        /** A zip or gzip file unpacks to more than is read of one of its size. */
        UNPACKS_TOO_LARGE,
        /** Text that is not UTF-8. */
        TEXT_INVALID,
        /** A quote that never ends, or goes on after its end. */
        TABLE_BROKEN,
        /** A line of a table is longer than any is read. */
        LINE_TOO_LONG,
        /** A table lacks a column, or a line of it does. */
        COLUMN_MISSING,
        /** No class may be called so, or the number has no name. */
        LABEL_INVALID,
        /** A line has more or fewer pixels than the first. */
        PIXELS_MISCOUNTED,
        /** A pixel is no whole number from 0 to 255. */
        PIXEL_INVALID,
        /** An IDX file begins with what is not read. */
        HEADER_INVALID,
        /** Images of which no file holds the labels. */
        LABELS_MISSING,
        /** More or fewer labels than images, so that nobody knows which belong together. */
        COUNTS_DIFFER,
        /** A file ends too early. */
        TRUNCATED,
        /** The bytes are not those that were written. */
        CHECKSUM_WRONG,
        /** A TFRecord is larger than any that is read. */
        RECORD_TOO_LARGE,
        /** A TFRecord holds no {@code tf.train.Example}. */
        RECORD_MALFORMED,
        /** An example lacks its image or its class. */
        FEATURE_MISSING
    }

    public Fault {
        where = Printable.clean(where);
        detail = Printable.clean(detail);
    }

    /** What a failure to read says of a place. */
    static Fault of(String where, IOException e) {
        if (e instanceof FaultException fault) {
            return new Fault(where, fault.reason(), String.valueOf(fault.getMessage()));
        }
        if (e instanceof EOFException) {
            return new Fault(where, Reason.TRUNCATED, "it ends too early");
        }
        if (e instanceof CharacterCodingException) {
            return new Fault(where, Reason.TEXT_INVALID, "it is no UTF-8 text");
        }
        if (e instanceof NoSuchFileException) {
            return new Fault(where, Reason.FILE_MISSING, "there is no such file");
        }
        Reason reason = e instanceof ZipException ? Reason.ARCHIVE_BROKEN : Reason.FILE_UNREADABLE;
        return new Fault(where, reason, String.valueOf(e.getMessage()));
    }

    /** One line for people. */
    public String text() {
        return where + ": " + reason + ", " + detail;
    }
}
