package io.afterimage.model.image;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A format known by its first bytes: those that are decoded, and those that are known only to be refused by name. What
 * has no signature (TGA, raw pixels) cannot stand here.
 */
public enum ImageFormat {
    JPEG("JPEG", true, "FFD8FF"),
    PNG("PNG", true, "89504E470D0A1A0A"),
    WEBP("WebP", true, "52494646????????57454250"),
    GIF("GIF", true, "474946383761", "474946383961"),
    /** "BM" alone begins many a text, so the size of its second header must be a plausible one too. */
    BMP("BMP", true, "424D??????????????????????????000000"),
    /** Canon's raw files begin as a TIFF does, so they come first. */
    CANON_RAW("Canon raw", false, "49492A00????????4352", "????????66747970637278"),
    TIFF("TIFF", true, "49492A00", "4D4D002A", "49492B00", "4D4D002B"),
    AVIF("AVIF", false, "????????6674797061766966", "????????6674797061766973"),
    HEIF("HEIC/HEIF", false, "????????667479706865", "????????667479706D696631", "????????667479706D736631"),
    JPEG_2000("JPEG 2000", false, "0000000C6A5020200D0A870A", "FF4FFF51"),
    JPEG_XL("JPEG XL", false, "FF0A", "0000000C4A584C200D0A870A"),
    JPEG_XR("JPEG XR", false, "4949BC"),
    RAW("camera raw", false, "49495500", "4949524F", "49495253", "46554A4946494C4D4343442D524157"),
    PHOTOSHOP("Photoshop", false, "38425053"),
    ICO("ICO", false, "00000100??00", "00000200??00"),
    ICNS("ICNS", false, "69636E73"),
    PNM("PNM", false, "50310A", "50320A", "50330A", "50340A", "50350A", "50360A", "503?20", "50370A", "50460A"),
    OPEN_EXR("OpenEXR", false, "762F3101"),
    RADIANCE("Radiance HDR", false, "233F52414449414E4345", "233F52474245"),
    DDS("DDS", false, "44445320"),
    SUN_RASTER("Sun raster", false, "59A66A95"),
    MNG("MNG", false, "8A4D4E470D0A1A0A"),
    FLIF("FLIF", false, "464C4946"),
    BPG("BPG", false, "425047FB"),
    QOI("QOI", false, "716F6966"),
    DICOM("DICOM", false, "?".repeat(256) + "4449434D"),
    FITS("FITS", false, "53494D504C45202020203D"),
    GIMP("GIMP", false, "67696D7020786366"),
    DJVU("DjVu", false, "41542654464F524D"),
    WMF("WMF", false, "D7CDC69A"),
    PDF("PDF", false, "255044462D"),
    POSTSCRIPT("PostScript", false, "25215053", "C5D0D3C6"),
    SVG("SVG or XML", false, "3C737667", "3C3F786D6C"),
    MP4("MP4 video", false, "????????66747970"),
    MATROSKA("Matroska video", false, "1A45DFA3"),
    AVI("AVI video", false, "52494646????????41564920"),
    ZIP("ZIP archive", false, "504B0304"),
    GZIP("gzip archive", false, "1F8B08");

    private static final List<Signature> SIGNATURES = Arrays.stream(values())
            .flatMap(format -> format.patterns.lines().map(pattern -> new Signature(format, pattern)))
            .toList();

    private final String label;
    private final boolean decodable;
    private final String patterns;

    ImageFormat(String label, boolean decodable, String... patterns) {
        this.label = label;
        this.decodable = decodable;
        this.patterns = String.join("\n", patterns);
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** Whether {@link ImageDecoder} takes it. */
    public boolean decodable() {
        return decodable;
    }

    /**
     * The first format whose signature the bytes begin with.
     *
     * @param offset where the image begins in {@code bytes}
     * @param length of the image in bytes
     */
    public static Optional<ImageFormat> sniff(byte[] bytes, int offset, int length) {
        EncodedBytes image = new EncodedBytes(bytes, offset, length);
        for (Signature signature : SIGNATURES) {
            if (signature.matches(image)) {
                return Optional.of(signature.format());
            }
        }
        return Optional.empty();
    }
}
