package io.afterimage.cli.dataform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a file is by its first bytes, whatever it is called. */
enum Form {
    IMAGE,
    ZIP,
    TAR,
    TABLE,
    IDX_IMAGES,
    IDX_LABELS,
    TF_RECORD,
    UNKNOWN;

    private static final List<String> TABLE_ENDINGS = List.of(".csv", ".tsv", ".csv.gz", ".tsv.gz");
    private static final int HEAD_BYTES = 512;
    private static final int TAR_MARK = 257;

    /** Looks into a file, behind gzip where it is packed so. */
    static Form of(TreeFile file) throws IOException {
        try (InputStream in = Unpacking.open(file)) {
            return of(in.readNBytes(HEAD_BYTES), file.fileName());
        }
    }

    /** Whether a file is called as tables are, and not as any text. */
    static boolean isCalledTable(String name) {
        return TABLE_ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }

    private static Form of(byte[] head, String name) {
        // First, as nothing else begins with a checksum by chance.
        if (TfRecordReader.begins(head)) {
            return TF_RECORD;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\003\004") || start.startsWith("PK\005\006")) {
            return ZIP;
        }
        if (start.startsWith("ustar", TAR_MARK)) {
            return TAR;
        }
        if (IdxHeader.begins(head)) {
            return IdxHeader.isOfLabels(head) ? IDX_LABELS : IDX_IMAGES;
        }
        if (ImageTypes.bySignature(head).isPresent()) {
            return IMAGE;
        }
        if (isText(head)) {
            return TABLE;
        }
        // Its first checksum may be what is broken.
        return name.toLowerCase(Locale.ROOT).contains("tfrecord") ? TF_RECORD : UNKNOWN;
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return head.length > 0;
    }
}
