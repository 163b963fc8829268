package io.afterimage.cli.dataform;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.BOMInputStream;

/** UTF-8 text that gives no more than so many characters for one line, which its reader would hold in memory. */
final class LineGuard extends FilterReader {
    /** What readers read ahead of the line that they are at. */
    private static final int READ_AHEAD = 1 << 14;

    private final int longest;
    private int given;

    private LineGuard(Reader in, int longest) {
        super(in);
        this.longest = longest;
    }

    /** A file's text; without gzip, and without a byte order mark. */
    static LineGuard open(TreeFile file, int longest) throws IOException {
        BOMInputStream in =
                BOMInputStream.builder().setInputStream(Unpacking.open(file)).get();
        return new LineGuard(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), longest);
    }

    /** A line is done, and the next one begins. */
    void begin() {
        given = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int characters) throws FaultException {
        given += characters;
        if (given > longest + READ_AHEAD) {
            throw new FaultException(
                    Fault.Reason.LINE_TOO_LONG,
                    "this line is over " + longest / 1024 + " KiB. Is it a table? What comes after it is not read.");
        }
    }
}
