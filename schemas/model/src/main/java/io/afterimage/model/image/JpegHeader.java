package io.afterimage.model.image;

/** Walks a JPEG's segments to the first scan, and looks from the file's end for the marker that closes the image. */
final class JpegHeader {
    private static final int SOF_FIRST = 0xC0;
    private static final int SOF_LAST = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int RST_FIRST = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int TEM = 0x01;

    /**
     * Each scan of a progressive file passes over the whole image, and one that says nothing takes ten bytes: without a
     * bound, 1 MB of them would hold a thread for hours. Encoders write about ten.
     */
    private static final int MOST_SCANS = 100;

    private final EncodedBytes image;
    private long position = 2;
    private int width;
    private int height;
    private int components;
    private boolean progressive;
    private int orientation = 1;

    private JpegHeader(EncodedBytes image) {
        this.image = image;
    }

    static ImageHeader read(EncodedBytes image) throws UnusableImageException {
        return new JpegHeader(image).walk();
    }

    private ImageHeader walk() throws UnusableImageException {
        for (int marker = nextMarker(); marker != SOS; marker = nextMarker()) {
            if (marker == EOI) {
                throw UnusableImageException.invalid("JPEG without a scan");
            }
            if (marker == TEM || (marker >= RST_FIRST && marker <= SOI)) {
                continue;
            }
            segment(marker, position + 2, segmentEnd());
        }
        return firstScan();
    }

    /** Whatever stands between two segments is passed over, as every decoder does; 0xFF and 0 are no marker. */
    private int nextMarker() throws UnusableImageException {
        int marker = 0;
        while (marker == 0) {
            while (image.u8(position) != 0xFF) {
                position++;
            }
            while (image.u8(position) == 0xFF) {
                position++;
            }
            marker = image.u8(position++);
        }
        return marker;
    }

    private long segmentEnd() throws UnusableImageException {
        int size = image.u16be(position);
        if (size < 2) {
            throw UnusableImageException.invalid("JPEG segment of " + size + " bytes");
        }
        return position + size;
    }

    private void segment(int marker, long start, long end) throws UnusableImageException {
        if (marker >= SOF_FIRST && marker <= SOF_LAST && marker != DHT && marker != JPG && marker != DAC) {
            frame(marker, start);
        } else if (marker == APP1 && image.hasText(start, "Exif\0\0")) {
            orientation = ExifOrientation.read(image.part(start + 6, end), orientation);
        }
        position = end;
    }

    private void frame(int marker, long start) throws UnusableImageException {
        if (width > 0) {
            throw UnusableImageException.invalid("JPEG with two frames");
        }
        height = image.u16be(start + 1);
        width = image.u16be(start + 3);
        components = image.u8(start + 5);
        progressive = marker % 4 == 2;
        if (width == 0 || height == 0 || components == 0 || components > 4) {
            throw UnusableImageException.invalid(
                    "JPEG header announces " + width + " x " + height + " pixels of " + components + " components");
        }
        image.sizeIsKnown();
    }

    private ImageHeader firstScan() throws UnusableImageException {
        if (width == 0) {
            throw UnusableImageException.invalid("JPEG scan before its frame");
        }
        boolean severalScans = progressive || image.u8(position + 2) < components;
        requireEnd();
        if (severalScans) {
            boundScans();
        }
        // Several scans: the codec holds the coefficients of the whole image, two bytes each, whatever the scale.
        int bytesPerPixel = 3 + (severalScans ? 2 * components : 0);
        return ImageHeader.of(ImageFormat.JPEG, width, height, orientation, false, bytesPerPixel);
    }

    /** From the end, since what follows the image (a phone's video, a camera's padding) is short or absent. */
    private void requireEnd() throws UnusableImageException {
        for (int i = image.length() - 2; i >= position; i--) {
            if (image.at(i) == (byte) 0xFF && image.at(i + 1) == (byte) EOI) {
                return;
            }
        }
        throw UnusableImageException.truncated("JPEG without its end marker in " + image.length() + " bytes");
    }

    /** Steps over segments by their length, as the codec does: a marker inside a comment counts for neither. */
    private void boundScans() throws UnusableImageException {
        int scans = 1;
        long at = position;
        while (at < image.length() - 1) {
            int marker = image.at((int) at) == (byte) 0xFF ? image.at((int) at + 1) & 0xFF : 0;
            if (marker == EOI) {
                return;
            }
            if (marker == SOS && ++scans > MOST_SCANS) {
                throw UnusableImageException.invalid("JPEG with more than " + MOST_SCANS + " scans");
            }
            boolean segment = marker > TEM && marker != 0xFF && (marker < RST_FIRST || marker > SOI);
            at += segment ? 2 + image.u16be(at + 2) : 1;
        }
    }
}
