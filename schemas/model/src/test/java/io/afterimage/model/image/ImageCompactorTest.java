package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageCompactorTest {
    private final ImageCompactor compactor = new ImageCompactor(ImageLimits.DEFAULTS);

    @AfterEach
    void close() {
        compactor.close();
    }

    @Test
    void aSmallImageIsKeptAsItCame() {
        byte[] png = TestImages.encode(TestImages.quadrants(64, 48), "png");

        assertThat(kept(png).bytes()).isSameAs(png);
    }

    @Test
    void aLargeImageIsMadeSmallerAndStandsUpright() {
        byte[] large =
                TestImages.jpegWithOrientation(TestImages.openCv(noise(1800, 1200), ".jpg"), 6, ByteOrder.BIG_ENDIAN);
        assertThat(large.length).isGreaterThan(ImageCompactor.MOST_BYTES);

        byte[] small = kept(large).bytes();

        assertThat(small.length).isLessThanOrEqualTo(ImageCompactor.MOST_BYTES);
        try (Canvas canvas = new Canvas(8, 8, 8)) {
            DecodeResult.Decoded decoded = canvas.decoded(small);
            assertThat(decoded.format()).isEqualTo(ImageFormat.JPEG);
            assertThat(decoded.height()).isGreaterThan(decoded.width());
        }
    }

    @Test
    void theSameSceneInAnotherSizeAndQualityHasAlmostTheSameHash() {
        BufferedImage scene = scene(640, 480);
        BufferedImage smaller = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        smaller.createGraphics().drawImage(scene, 0, 0, 320, 240, null);

        long original = kept(TestImages.encode(scene, "png")).perceptualHash();

        assertThat(distance(original, kept(TestImages.encode(smaller, "jpg")).perceptualHash()))
                .isLessThanOrEqualTo(5);
        assertThat(distance(
                        original,
                        kept(TestImages.encode(TestImages.quadrants(640, 480), "png"))
                                .perceptualHash()))
                .isGreaterThan(16);
    }

    @Test
    void whatServingRefusesIsRefusedForTheSameReason() {
        byte[] cut = TestImages.encode(TestImages.quadrants(64, 48), "jpg");

        assertThat(refused(new byte[0])).isEqualTo(RejectionReason.IMAGE_EMPTY);
        assertThat(refused(TestImages.ascii("no image at all"))).isEqualTo(RejectionReason.FORMAT_UNKNOWN);
        assertThat(refused(Arrays.copyOf(cut, cut.length / 2))).isEqualTo(RejectionReason.IMAGE_TRUNCATED);
        assertThat(refused(TestImages.pngThatAnnounces(30_000, 30_000)))
                .isEqualTo(RejectionReason.DIMENSIONS_TOO_LARGE);
    }

    private CompactImage.Kept kept(byte[] image) {
        CompactImage result = compactor.compact(image);
        assertThat(result).isInstanceOf(CompactImage.Kept.class);
        return (CompactImage.Kept) result;
    }

    private RejectionReason refused(byte[] image) {
        CompactImage result = compactor.compact(image);
        assertThat(result).isInstanceOf(CompactImage.Rejected.class);
        return ((CompactImage.Rejected) result).rejection().reason();
    }

    private static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    /** Blobs of light, as a photograph has them. */
    private static BufferedImage scene(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double light = Math.sin(x / 91.0) * Math.cos(y / 57.0) + Math.sin((x + 2 * y) / 173.0);
                int grey = (int) Math.round(127 + 60 * light);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }
}
