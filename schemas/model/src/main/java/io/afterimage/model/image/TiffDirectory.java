package io.afterimage.model.image;

import static io.afterimage.model.image.UnusableImageException.invalid;

/** The first directory of a TIFF, classic or big, in either byte order. Later directories are never followed. */
final class TiffDirectory {
    static final int ORIENTATION = 274;

    private static final int BIG = 43;
    private static final int MOST_ENTRIES = 4096;

    private final EncodedBytes image;
    private final boolean littleEndian;
    private final boolean big;
    private final long entries;
    private final int count;

    private TiffDirectory(EncodedBytes image, boolean littleEndian, boolean big) throws UnusableImageException {
        this.image = image;
        this.littleEndian = littleEndian;
        this.big = big;
        long start = big ? u64(8) : u32(4);
        long announced = big ? u64(start) : u16(start);
        if (announced < 1 || announced > MOST_ENTRIES) {
            throw invalid("TIFF directory of " + announced + " entries");
        }
        count = (int) announced;
        entries = start + (big ? 8 : 2);
        image.require(entries, (long) count * entrySize());
    }

    static TiffDirectory first(EncodedBytes image) throws UnusableImageException {
        boolean littleEndian = image.u8(0) == 'I';
        int version = littleEndian ? image.u16le(2) : image.u16be(2);
        return new TiffDirectory(image, littleEndian, version == BIG);
    }

    boolean has(int tag) throws UnusableImageException {
        return entry(tag) >= 0;
    }

    /** How many values a tag has; 0 if it is absent. */
    long count(int tag) throws UnusableImageException {
        long entry = entry(tag);
        return entry < 0 ? 0 : countAt(entry);
    }

    /**
     * A tag's first value, unsigned.
     *
     * @param fallback what an absent tag means
     */
    long value(int tag, long fallback) throws UnusableImageException {
        long entry = entry(tag);
        return entry < 0 || countAt(entry) == 0 ? fallback : valueAt(entry, 0);
    }

    /** Fails unless every part of the pixels, whose places and lengths these tags name, is inside the file. */
    void requireParts(int offsetsTag, int lengthsTag) throws UnusableImageException {
        long parts = count(offsetsTag);
        image.require(0, parts);
        long offsets = entry(offsetsTag);
        long lengths = count(lengthsTag) == parts ? entry(lengthsTag) : -1;
        for (int i = 0; i < parts; i++) {
            // Old writers leave the lengths out, and the codec finds them itself.
            image.require(valueAt(offsets, i), lengths < 0 ? 1 : valueAt(lengths, i));
        }
    }

    private long valueAt(long entry, int index) throws UnusableImageException {
        int type = u16(entry + 2);
        int size = size(type);
        long field = entry + (big ? 12 : 8);
        boolean inline = countAt(entry) <= (big ? 8 : 4) / size;
        long position = (inline ? field : big ? u64(field) : u32(field)) + (long) index * size;
        return switch (size) {
            case 1 -> image.u8(position);
            case 2 -> u16(position);
            case 4 -> u32(position);
            default -> u64(position);
        };
    }

    private static int size(int type) throws UnusableImageException {
        return switch (type) {
            case 1 -> 1;
            case 3 -> 2;
            case 4, 13 -> 4;
            case 16, 18 -> 8;
            default -> throw invalid("TIFF field of type " + type + " where a whole number belongs");
        };
    }

    private long countAt(long entry) throws UnusableImageException {
        return big ? u64(entry + 4) : u32(entry + 4);
    }

    private long entry(int tag) throws UnusableImageException {
        for (int i = 0; i < count; i++) {
            long entry = entries + (long) i * entrySize();
            if (u16(entry) == tag) {
                return entry;
            }
        }
        return -1;
    }

    private int entrySize() {
        return big ? 20 : 12;
    }

    private int u16(long position) throws UnusableImageException {
        return littleEndian ? image.u16le(position) : image.u16be(position);
    }

    private long u32(long position) throws UnusableImageException {
        return littleEndian ? image.u32le(position) : image.u32be(position);
    }

    private long u64(long position) throws UnusableImageException {
        long first = u32(position);
        long second = u32(position + 4);
        long high = littleEndian ? second : first;
        if (high > Integer.MAX_VALUE >> 1) {
            throw invalid("TIFF offset or count past any file");
        }
        return high << 32 | (littleEndian ? first : second);
    }
}
