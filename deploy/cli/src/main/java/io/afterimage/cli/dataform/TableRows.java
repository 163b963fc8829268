package io.afterimage.cli.dataform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The lines of a table (RFC 4180) that are not empty; commas, semicolons or tabs, as its first line has them. */
final class TableRows implements Closeable {
    /** Of the largest image of pixels, four characters each. */
    private static final int LONGEST_LINE = 2 << 20;

    private static final int FIRST_BYTES = 8192;
    private static final String SEPARATORS = ",;\t";

    private final LineGuard guard;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long line = 1;

    private TableRows(LineGuard guard, CSVParser parser) {
        this.guard = guard;
        this.parser = parser;
        this.records = parser.iterator();
    }

    static TableRows open(TreeFile file) throws IOException {
        CSVFormat format = CSVFormat.Builder.create(CSVFormat.RFC4180)
                .setDelimiter(separator(file))
                .setTrim(true)
                .get();
        LineGuard guard = LineGuard.open(file, LONGEST_LINE);
        try {
            return new TableRows(
                    guard,
                    CSVParser.builder().setReader(guard).setFormat(format).get());
        } catch (IOException e) {
            guard.close();
            throw e;
        }
    }

    /** The next line, or empty after the last. After an exception there is no more to read. */
    Optional<CSVRecord> next() throws IOException {
        try {
            while (true) {
                line = parser.getCurrentLineNumber() + 1;
                guard.begin();
                if (!records.hasNext()) {
                    return Optional.empty();
                }
                CSVRecord row = records.next();
                if (row.size() > 1 || !row.get(0).isEmpty()) {
                    return Optional.of(row);
                }
            }
        } catch (UncheckedIOException e) {
            throw fault(Objects.requireNonNull(e.getCause()));
        }
    }

    /** Where the latest line began, from 1 on. */
    long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static IOException fault(IOException e) {
        return e instanceof CSVException
                ? new FaultException(
                        Fault.Reason.TABLE_BROKEN,
                        "a quote goes on after its end, or has none. What comes after it is not read.")
                : e;
    }

    private static char separator(TreeFile file) throws IOException {
        String head;
        try (InputStream in = Unpacking.open(file)) {
            head = new String(in.readNBytes(FIRST_BYTES), StandardCharsets.UTF_8);
        }
        String first = head.lines().findFirst().orElse("");
        char best = SEPARATORS.charAt(0);
        for (int i = 1; i < SEPARATORS.length(); i++) {
            if (count(first, SEPARATORS.charAt(i)) > count(first, best)) {
                best = SEPARATORS.charAt(i);
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
