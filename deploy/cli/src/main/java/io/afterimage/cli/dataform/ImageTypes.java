package io.afterimage.cli.dataform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What looks like an image, by name or by its first bytes. Generous: whether an image can be decoded is the
 * classifier's to say, and it names what it refuses.
 */
public final class ImageTypes {
    private static final int HEAD = 16;

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            entry("jpg", "image/jpeg"),
            entry("jpeg", "image/jpeg"),
            entry("jpe", "image/jpeg"),
            entry("jfif", "image/jpeg"),
            entry("png", "image/png"),
            entry("apng", "image/apng"),
            entry("gif", "image/gif"),
            entry("webp", "image/webp"),
            entry("bmp", "image/bmp"),
            entry("dib", "image/bmp"),
            entry("tif", "image/tiff"),
            entry("tiff", "image/tiff"),
            entry("heic", "image/heic"),
            entry("heif", "image/heif"),
            entry("avif", "image/avif"),
            entry("jxl", "image/jxl"),
            entry("jp2", "image/jp2"),
            entry("j2k", "image/jp2"),
            entry("jpx", "image/jpx"),
            entry("jxr", "image/jxr"),
            entry("ico", "image/vnd.microsoft.icon"),
            entry("cur", "image/vnd.microsoft.icon"),
            entry("psd", "image/vnd.adobe.photoshop"),
            entry("tga", "image/x-tga"),
            entry("pcx", "image/x-pcx"),
            entry("pbm", "image/x-portable-bitmap"),
            entry("pgm", "image/x-portable-graymap"),
            entry("ppm", "image/x-portable-pixmap"),
            entry("pnm", "image/x-portable-anymap"),
            entry("xbm", "image/x-xbitmap"),
            entry("xpm", "image/x-xpixmap"),
            entry("exr", "image/x-exr"),
            entry("hdr", "image/vnd.radiance"),
            entry("dds", "image/vnd-ms.dds"),
            entry("dng", "image/x-adobe-dng"),
            entry("cr2", "image/x-canon-cr2"),
            entry("nef", "image/x-nikon-nef"),
            entry("arw", "image/x-sony-arw"),
            entry("svg", "image/svg+xml"));

    /** Over the first bytes as ISO 8859-1 text, so that a character is a byte. */
    private static final Map<Pattern, String> BY_SIGNATURE = Map.of(
            head("\\xFF\\xD8\\xFF"), "image/jpeg",
            head("\\x89PNG\\r\\n\\x1A\\n"), "image/png",
            head("GIF8[79]a"), "image/gif",
            head("RIFF....WEBP"), "image/webp",
            head("BM....\\x00\\x00\\x00\\x00"), "image/bmp",
            head("(II\\*\\x00|MM\\x00\\*|II\\+\\x00|MM\\x00\\+)"), "image/tiff",
            head("....ftyp(heic|heix|hevc|mif1|msf1)"), "image/heic",
            head("....ftyp(avif|avis)"), "image/avif",
            head("(\\xFF\\x0A|\\x00\\x00\\x00\\x0CJXL )"), "image/jxl",
            head("8BPS"), "image/vnd.adobe.photoshop");

    private ImageTypes() {}

    /** The media type that a file's extension names. */
    public static Optional<String> byExtension(Path file) {
        return byName(file.getFileName() == null ? "" : file.getFileName().toString());
    }

    /** The media type that the extension of a file's name tells. */
    static Optional<String> byName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    /** The media type that the first bytes of an image file tell. */
    public static Optional<String> bySignature(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), ISO_8859_1);
        return BY_SIGNATURE.entrySet().stream()
                .filter(signature -> signature.getKey().matcher(head).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the file looks like an image; reads its first bytes only where the name does not tell. */
    public static boolean looksLikeImage(Path file) throws IOException {
        if (byExtension(file).isPresent()) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bySignature(in.readNBytes(HEAD)).isPresent();
        }
    }

    /** Whether the bytes look like an image, or the name of their file does. */
    static boolean looksLikeImage(String name, byte[] bytes) {
        return byName(name).isPresent() || bySignature(bytes).isPresent();
    }

    private static Pattern head(String bytes) {
        return Pattern.compile(bytes, Pattern.DOTALL);
    }
}
