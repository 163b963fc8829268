package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import io.afterimage.model.InputGeometry;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a result, never a crash, an exception, or memory that the image's author chose. */
class BrokenImagesTest {
    private static final Map<String, byte[]> FORMATS = formats();
    private static final int PARTS = 50;

    private final Canvas canvas = new Canvas(32, 32, 32);

    @AfterEach
    void close() {
        canvas.close();
    }

    static Set<String> names() {
        return FORMATS.keySet();
    }

    @Test
    void nothingIsAnEmptyImage() {
        assertThat(canvas.refused(new byte[0])).isEqualTo(RejectionReason.IMAGE_EMPTY);
    }

    @Test
    void aSingleByteIsOfNoFormat() {
        for (int value = 0; value < 256; value++) {
            assertThat(canvas.refused(new byte[] {(byte) value})).isEqualTo(RejectionReason.FORMAT_UNKNOWN);
        }
    }

    @Test
    void textIsOfNoFormat() {
        assertThat(canvas.refused(TestImages.ascii("This is no photo, whatever its name says.\n")))
                .isEqualTo(RejectionReason.FORMAT_UNKNOWN);
        assertThat(canvas.refused(TestImages.ascii("BMW is not a bitmap, though it begins like one.\n")))
                .isEqualTo(RejectionReason.FORMAT_UNKNOWN);
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(bytes);
            canvas.refused(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void randomBytesBehindASignatureAreRefused(String format) {
        Random random = new Random(2);
        byte[] start = Arrays.copyOf(image(format), 24);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            assertThat(canvas.decode(TestImages.concatenate(start, bytes))).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void anImageCutAnywhereIsTruncated(String format) {
        byte[] image = image(format);
        assertThat(Canvas.outcome(canvas.decode(image))).isEqualTo("DECODED");

        for (int part = 1; part < PARTS; part++) {
            byte[] cut = Arrays.copyOf(image, (int) ((long) image.length * part / PARTS));
            RejectionReason reason = canvas.refused(cut);
            // Before the size is known, the header itself is what is cut.
            assertThat(reason)
                    .as("%s after %s of %s bytes", format, cut.length, image.length)
                    .isIn(RejectionReason.IMAGE_TRUNCATED, RejectionReason.HEADER_INVALID);
            if (part > PARTS / 4 && !format.startsWith("tiff")) {
                assertThat(reason).isEqualTo(RejectionReason.IMAGE_TRUNCATED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatFollowsAnImageDoesNotHarmIt(String format) {
        byte[] rest = new byte[5_000];
        new Random(3).nextBytes(rest);

        canvas.decoded(TestImages.concatenate(image(format), rest));
    }

    @ParameterizedTest
    @MethodSource("names")
    void changedBytesAlwaysHaveAResult(String format) {
        Random random = new Random(4);
        byte[] image = image(format);
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < 800; i++) {
            byte[] changed = image.clone();
            // Half of the changes hit the header, where they do the most.
            int reach = i % 2 == 0 ? Math.min(200, image.length) : image.length;
            for (int change = 0; change <= i % 4; change++) {
                int at = random.nextInt(reach);
                changed[at] = (byte) (i % 3 == 0 ? random.nextInt(256) : changed[at] ^ 1 << random.nextInt(8));
            }
            if (format.equals("png")) {
                // Else nothing but the checksums would be tried.
                TestImages.repairChecksums(changed);
            }
            outcomes.add(Canvas.outcome(canvas.decode(changed)));
        }
        assertThat(outcomes).hasSizeGreaterThan(1);
        canvas.decoded(image);
    }

    @ParameterizedTest
    @CsvSource({"30000, 30000", "65536, 1", "2147483647, 2147483647", "10000, 5001"})
    void aBombIsRefusedBeforeAnythingIsAllocated(int width, int height) {
        assertThat(canvas.refused(TestImages.pngThatAnnounces(width, height)))
                .isEqualTo(RejectionReason.DIMENSIONS_TOO_LARGE);
    }

    @Test
    void aBombIsRefusedInEveryFormat() {
        byte[] gif = image("gif").clone();
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 0xFFFF)
                .putShort(8, (short) 0xFFFF);
        byte[] jpeg = image("jpg").clone();
        int frame = indexOf(jpeg, (byte) 0xFF, (byte) 0xC0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 0xFFFF).putShort(frame + 7, (short) 0xFFFF);

        assertThat(canvas.refused(gif)).isEqualTo(RejectionReason.DIMENSIONS_TOO_LARGE);
        assertThat(canvas.refused(jpeg)).isEqualTo(RejectionReason.DIMENSIONS_TOO_LARGE);
    }

    @Test
    void moreEncodedBytesThanTheLimitAreNotLookedAt() {
        InputGeometry geometry = new InputGeometry(8, 8, 8);
        byte[] image = image("png");
        try (ImageDecoder strict = new ImageDecoder(new ImageLimits(image.length - 1, 1_000, 1_000, 1 << 20))) {
            assertThat(Canvas.outcome(strict.decode(
                            image, 0, image.length, geometry, ByteBuffer.allocateDirect(geometry.bytes()))))
                    .isEqualTo("IMAGE_TOO_LARGE");
        }
    }

    @Test
    void deepPixelsCountForWhatTheyTake() {
        InputGeometry geometry = new InputGeometry(8, 8, 8);
        byte[] image = TestImages.encode(new BufferedImage(100, 100, BufferedImage.TYPE_USHORT_GRAY), "tiff");
        try (ImageDecoder strict = new ImageDecoder(new ImageLimits(1 << 20, 10_000, 100, 100_000))) {
            assertThat(Canvas.outcome(strict.decode(
                            image, 0, image.length, geometry, ByteBuffer.allocateDirect(geometry.bytes()))))
                    .isEqualTo("DIMENSIONS_TOO_LARGE");
        }
    }

    @Test
    void aJpegOfEndlessScansIsRefused() {
        byte[] jpeg = image("progressive jpg");
        int scan = indexOf(jpeg, (byte) 0xFF, (byte) 0xDA);
        byte[] empty = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 5, 0};
        byte[] scans = new byte[empty.length * 100_000];
        for (int i = 0; i < scans.length; i++) {
            scans[i] = empty[i % empty.length];
        }

        assertThat(canvas.refused(TestImages.concatenate(
                        Arrays.copyOf(jpeg, scan), scans, Arrays.copyOfRange(jpeg, scan, jpeg.length))))
                .isEqualTo(RejectionReason.HEADER_INVALID);
    }

    @Test
    void aTiffOfMillionsOfStripsIsReadQuickly() {
        int strips = 4_000_000;
        ByteBuffer tiff = ByteBuffer.allocate(strips * 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(TestImages.ascii("II")).putShort((short) 42).putInt(8).putShort((short) 4_096);
        for (int i = 0; i < 4_093; i++) {
            entry(tiff, 60_000, 1, 0);
        }
        entry(tiff, 256, 1, 100);
        entry(tiff, 257, 1, 100);
        entry(tiff, 273, strips - 20_000, 0);

        assertThat(canvas.decode(tiff.array())).isNotNull();
    }

    @Test
    void aTiffDirectoryOutsideTheFileIsRefused() {
        for (int offset : new int[] {0, 7, 100, Integer.MAX_VALUE, -1}) {
            ByteBuffer tiff = ByteBuffer.allocate(40).order(ByteOrder.BIG_ENDIAN);
            tiff.put(TestImages.ascii("MM")).putShort((short) 42).putInt(offset);
            assertThat(canvas.refused(tiff.array())).isEqualTo(RejectionReason.HEADER_INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"})
    void otherFormatsAreKnownOnlyToBeRefused(ImageFormat format) {
        assertThat(format.decodable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HEIC/HEIF, 00000018667479706865696300000000",
        "AVIF, 0000001C667479706176696600000000",
        "JPEG 2000, 0000000C6A5020200D0A870A00000014",
        "JPEG XL, FF0A7F0000000000",
        "Photoshop, 3842505300010000",
        "OpenEXR, 762F310102000000",
        "PDF, 255044462D312E34",
        "SVG or XML, 3C7376672078",
        "ZIP archive, 504B030414000000",
        "Canon raw, 49492A00100000004352020000000000",
        "MP4 video, 000000186674797069736F6D00000000",
    })
    void aFormatThatIsNotDecodedIsRefusedByName(String name, String start) {
        byte[] image = Arrays.copyOf(HexFormat.of().parseHex(start), 1_000);

        DecodeResult.Rejected result = (DecodeResult.Rejected) canvas.decode(image);

        assertThat(result.rejection().reason()).isEqualTo(RejectionReason.FORMAT_UNSUPPORTED);
        assertThat(result.rejection().detail()).startsWith(name);
    }

    @Test
    void aPngWithAWrongChecksumIsRefused() {
        byte[] png = image("png").clone();
        png[png.length / 2] ^= 1;

        assertThat(canvas.refused(png)).isEqualTo(RejectionReason.IMAGE_UNDECODABLE);
    }

    private static byte[] image(String format) {
        return Objects.requireNonNull(FORMATS.get(format));
    }

    private static Map<String, byte[]> formats() {
        BufferedImage image = TestImages.ramp(320, 240, 0.7, 0.9);
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            image.setRGB(random.nextInt(320), random.nextInt(240), random.nextInt());
        }
        Map<String, byte[]> formats = new LinkedHashMap<>();
        for (String format : new String[] {"jpg", "png", "bmp", "gif", "tiff"}) {
            formats.put(format, TestImages.encode(image, format));
        }
        formats.put("progressive jpg", TestImages.progressiveJpeg(image));
        formats.put("webp", TestImages.openCv(image, ".webp"));
        formats.put("tiff of OpenCV", TestImages.openCv(image, ".tiff"));
        return formats;
    }

    private static void entry(ByteBuffer tiff, int tag, int count, int value) {
        tiff.putShort((short) tag).putShort((short) 4).putInt(count).putInt(value);
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("The bytes do not stand in the image");
    }
}
