package io.afterimage.model.image;

import static io.afterimage.events.RejectionReason.DIMENSIONS_TOO_LARGE;
import static io.afterimage.events.RejectionReason.FORMAT_UNKNOWN;
import static io.afterimage.events.RejectionReason.FORMAT_UNSUPPORTED;
import static io.afterimage.events.RejectionReason.HEADER_INVALID;
import static io.afterimage.events.RejectionReason.IMAGE_EMPTY;
import static io.afterimage.events.RejectionReason.IMAGE_TOO_LARGE;
import static io.afterimage.events.RejectionReason.IMAGE_TRUNCATED;
import static io.afterimage.events.RejectionReason.IMAGE_UNDECODABLE;
import static io.afterimage.model.image.TestImages.BLUE;
import static io.afterimage.model.image.TestImages.GREEN;
import static io.afterimage.model.image.TestImages.RED;
import static io.afterimage.model.image.TestImages.YELLOW;
import static io.afterimage.model.image.TestImages.busy;
import static io.afterimage.model.image.TestImages.encode;
import static io.afterimage.model.image.TestImages.quadrants;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What strangers send: each ends as a value with its reason, and takes no memory that its author chose. */
class HostileImageTest {
    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    @Test
    void nothingAtAll() {
        assertThat(decoding.reason(new byte[0])).isEqualTo(IMAGE_EMPTY);
    }

    @Test
    void everySingleByte() {
        for (int value = 0; value < 256; value++) {
            assertThat(decoding.reason(new byte[] {(byte) value})).isEqualTo(FORMAT_UNKNOWN);
        }
    }

    @Test
    void aTextFileNamedJpg() {
        assertThat(decoding.reason("Best wishes, but no image.".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(FORMAT_UNKNOWN);
    }

    @Test
    void randomBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(2000)];
            random.nextBytes(bytes);
            assertThat(decoding.reason(bytes)).isNotNull();
        }
    }

    @Test
    void randomBytesBehindAGoodSignature() {
        Random random = new Random(2);
        for (ImageFormat format : ImageFormat.values()) {
            if (!format.decodable()) {
                continue;
            }
            byte[] good = encode(quadrants(32, 32), format);
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[20 + random.nextInt(500)];
                random.nextBytes(bytes);
                System.arraycopy(good, 0, bytes, 0, 18);
                assertThat(decoding.reason(bytes)).isNotNull();
            }
        }
    }

    @Test
    void moreBytesThanTheLimit() {
        try (Decoding strict =
                new Decoding(new ImageLimits(100, 1_000_000, 1000, 1 << 20), new InputGeometry(8, 8, 8))) {
            assertThat(strict.reason(encode(busy(64, 64), ImageFormat.JPEG))).isEqualTo(IMAGE_TOO_LARGE);
        }
    }

    @Test
    void aBombIsRefusedBeforeAnythingIsAllocated() {
        decoding.decode(encode(quadrants(64, 64), ImageFormat.PNG));
        long before = Pointer.physicalBytes();

        assertThat(decoding.reason(TestImages.pngHeader(30_000, 30_000))).isEqualTo(DIMENSIONS_TOO_LARGE);
        assertThat(decoding.reason(TestImages.pngHeader(70_000, 1))).isEqualTo(DIMENSIONS_TOO_LARGE);
        assertThat(decoding.reason(TestImages.pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isEqualTo(DIMENSIONS_TOO_LARGE);

        assertThat(Pointer.physicalBytes() - before).isLessThan(50L << 20);
    }

    @Test
    void sixteenBitsCountForWhatTheyTake() {
        byte[] png = TestImages.pngHeader(1000, 1000);
        ImageLimits tight = new ImageLimits(1 << 20, 1_000_000, 1000, 3_000_000);
        try (Decoding strict = new Decoding(tight, new InputGeometry(8, 8, 8))) {
            assertThat(strict.reason(png)).isEqualTo(IMAGE_UNDECODABLE);
            png[24] = 16;
            assertThat(strict.rejection(png).detail()).contains("take 6000000 bytes");
        }
    }

    @Test
    void sidesThatAreZeroOrNegative() {
        assertThat(decoding.reason(TestImages.pngHeader(0, 10))).isEqualTo(HEADER_INVALID);
        assertThat(decoding.reason(TestImages.pngHeader(-1, 10))).isEqualTo(HEADER_INVALID);
    }

    @Test
    void aJpegOfEndlessScans() {
        byte[] jpeg = TestImages.progressiveJpeg(quadrants(64, 64));
        byte[] emptyScan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 10_000; i++) {
            out.writeBytes(emptyScan);
        }
        out.write(jpeg, jpeg.length - 2, 2);

        assertThat(decoding.rejection(out.toByteArray()).detail()).contains("scans");
    }

    @Test
    void aJpegCutAnywhere() {
        assertCuts(encode(busy(640, 480), ImageFormat.JPEG));
        assertCuts(TestImages.progressiveJpeg(busy(640, 480)));
    }

    private void assertCuts(byte[] whole) {
        assertThat(decoding.decode(whole)).isInstanceOf(Decoded.class);
        for (int i = 1; i < 50; i++) {
            assertThat(decoding.reason(Arrays.copyOf(whole, whole.length * i / 50)))
                    .as("%d of 50 parts", i)
                    .isIn(i < 3 ? new Object[] {HEADER_INVALID, IMAGE_TRUNCATED} : new Object[] {IMAGE_TRUNCATED});
        }
        assertThat(decoding.reason(Arrays.copyOf(whole, whole.length - 2))).isEqualTo(IMAGE_TRUNCATED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "WEBP", "GIF", "BMP"})
    void anyOtherFormatCutInHalf(ImageFormat format) {
        byte[] whole = encode(busy(200, 100), format);

        assertThat(decoding.reason(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(IMAGE_TRUNCATED);
    }

    @Test
    void bytesBehindTheImageDoNoHarm() {
        for (ImageFormat format : ImageFormat.values()) {
            if (format.decodable()) {
                byte[] image = encode(quadrants(64, 64), format);
                assertThat(decoding.decode(Arrays.copyOf(image, image.length + 1000)))
                        .isInstanceOf(Decoded.class);
            }
        }
    }

    @Test
    void formatsThatAreKnownButNotDecodedAreNamed() {
        assertThat(decoding.rejection(file("\0\0\0\u0018ftypheic")).detail()).contains("HEIC");
        assertThat(decoding.rejection(file("\0\0\0\u0018ftypavif")).detail()).contains("AVIF");
        assertThat(decoding.rejection(file("%PDF-1.7")).detail()).contains("PDF");
        assertThat(decoding.reason(file("8BPS"))).isEqualTo(FORMAT_UNSUPPORTED);
        assertThat(decoding.reason(file("<svg xmlns='http://www.w3.org/2000/svg'/>")))
                .isEqualTo(FORMAT_UNSUPPORTED);
        assertThat(decoding.reason(file("P6\n1 1\n255\n"))).isEqualTo(FORMAT_UNSUPPORTED);
    }

    @Test
    void aDecoderServesOnAfterABadImage() {
        decoding.decode(TestImages.pngHeader(500, 500));
        decoding.decode(new byte[] {1, 2, 3});
        decoding.decode(file("8BPS"));

        decoding.decoded(encode(quadrants(64, 64), ImageFormat.PNG));
        decoding.assertQuadrants(RED, GREEN, BLUE, YELLOW);
    }

    /** Two decoders with different pasts: the pixels of a broken image must not show one of another sender. */
    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"})
    void flippedBitsEndInOneAndTheSameResult(ImageFormat format) {
        byte[] good = encode(busy(48, 40), format);
        byte[] other = encode(quadrants(48, 40), format);
        Random random = new Random(good.length);
        ImageLimits limits = new ImageLimits(1 << 20, 500_000, 5000, 16 << 20);
        InputGeometry geometry = new InputGeometry(16, 16, 16);
        try (Decoding one = new Decoding(limits, geometry);
                Decoding two = new Decoding(limits, geometry)) {
            for (int i = 0; i < 2000; i++) {
                byte[] mutant = mutate(good, random);
                DecodeResult result = one.decode(mutant);
                two.decode(other);
                assertThat(two.decode(mutant)).as("mutant %d", i).isEqualTo(result);
                if (result instanceof Decoded) {
                    assertThat(two.pixels()).as("mutant %d", i).isEqualTo(one.pixels());
                }
            }
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] mutant = good.clone();
        int flips = 1 + random.nextInt(8);
        // Half of them in the first bytes, where the structure is.
        int range = random.nextBoolean() ? Math.min(100, mutant.length) : mutant.length;
        for (int i = 0; i < flips; i++) {
            mutant[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
        }
        return mutant;
    }

    private static byte[] file(String beginning) {
        return Arrays.copyOf(beginning.getBytes(StandardCharsets.ISO_8859_1), 100);
    }
}
