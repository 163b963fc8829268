package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.afterimage.model.FuzzWatch;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import io.afterimage.model.image.DecodeResult.Rejected;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bytes as an image: decoded or rejected, in bounded memory. {@code mvn test -Dfuzz=10m -Dtest=ImageDecoderFuzzTest}
 * fuzzes, also from what lies in {@code .cifuzz-corpus}; otherwise the seeds and past findings run.
 */
class ImageDecoderFuzzTest {
    private static final InputGeometry GEOMETRY = new InputGeometry(24, 16, 24);
    private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 2_000_000, 8_192, 32 << 20);
    /** What the limits allow, for the encoded bytes and for Java's own. */
    private static final long MOST_MEMORY = LIMITS.memory() + (96 << 20);

    private static final int MARGIN = 8;

    private static final ImageDecoder DECODER = new ImageDecoder(LIMITS);
    private static final byte[] ANOTHER = TestImages.encode(TestImages.quadrants(60, 50), "bmp");
    private static final ByteBuffer TARGET =
            ByteBuffer.allocateDirect(GEOMETRY.bytes() + 2 * MARGIN).position(MARGIN);
    private static final FuzzWatch WATCH = new FuzzWatch(ImageDecoderFuzzTest.class, MOST_MEMORY);

    static Stream<Arguments> seeds() {
        BufferedImage image = TestImages.quadrants(20, 18);
        byte[] jpeg = TestImages.encode(image, "jpg");
        byte[] png = TestImages.encode(image, "png");
        byte[] webp = TestImages.openCv(image, ".webp");
        Stream<byte[]> stored = Stream.of(
                        BufferedImage.TYPE_4BYTE_ABGR,
                        BufferedImage.TYPE_BYTE_INDEXED,
                        BufferedImage.TYPE_BYTE_GRAY,
                        BufferedImage.TYPE_BYTE_BINARY,
                        BufferedImage.TYPE_USHORT_GRAY)
                .map(type -> TestImages.quadrants(20, 18, type))
                .flatMap(pixels -> Stream.of(TestImages.encode(pixels, "png"), TestImages.encode(pixels, "tiff")));
        Stream<byte[]> others = Stream.of(
                jpeg,
                png,
                webp,
                TestImages.progressiveJpeg(image),
                TestImages.cmykQuadrants(20, 18),
                TestImages.jpegWithOrientation(jpeg, 6, ByteOrder.BIG_ENDIAN),
                TestImages.pngWithOrientation(png, 3),
                TestImages.webpWithOrientation(webp, 20, 18, 8),
                TestImages.openCv(image, ".tiff"),
                TestImages.encode(image, "gif"),
                TestImages.encode(image, "bmp"));
        return Stream.concat(stored, others).map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest
    void decode(byte[] bytes) throws IOException {
        // Else nothing but the checksums would be tried.
        TestImages.repairChecksums(bytes);
        WATCH.run(bytes, () -> {
            byte[] first = decoded(bytes, (byte) 0);
            decoded(ANOTHER, (byte) 0);
            byte[] second = decoded(bytes, (byte) -1);
            assertThat(second).isEqualTo(first);
        });
    }

    /** The pixels, or none; on a target that is filled before, with margins that must stay so. */
    private static byte[] decoded(byte[] bytes, byte before) {
        byte[] plain = new byte[TARGET.capacity()];
        Arrays.fill(plain, before);
        TARGET.put(0, plain);
        DecodeResult result = DECODER.decode(bytes, 0, bytes.length, GEOMETRY, TARGET);
        byte[] after = new byte[plain.length];
        TARGET.get(0, after);
        int end = MARGIN + GEOMETRY.bytes();
        assertThat(Arrays.equals(after, 0, MARGIN, plain, 0, MARGIN)).isTrue();
        assertThat(Arrays.equals(after, end, after.length, plain, end, after.length))
                .isTrue();
        if (result instanceof Rejected rejected) {
            assertThat(rejected.rejection().detail()).isNotBlank();
            return new byte[0];
        }
        Decoded decoded = (Decoded) result;
        assertThat((long) decoded.width() * decoded.height()).isBetween(1L, LIMITS.pixels());
        return Arrays.copyOfRange(after, MARGIN, end);
    }
}
