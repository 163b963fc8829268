package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThumbnailerTest {
    private final Thumbnailer thumbnailer = new Thumbnailer(ImageLimits.DEFAULTS);

    @AfterEach
    void close() {
        thumbnailer.close();
    }

    @Test
    void aLargeImageIsMadeSmallAndStandsUpright() {
        byte[] lying = TestImages.jpegWithOrientation(
                TestImages.encode(TestImages.quadrants(1200, 800), "jpg"), 6, ByteOrder.BIG_ENDIAN);

        DecodeResult.Decoded small = decoded(made(lying, 300));

        assertThat(small.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(small.width()).isEqualTo(200);
        assertThat(small.height()).isEqualTo(300);
    }

    @Test
    void aSmallImageKeepsItsSizeAndItsColours() {
        byte[] jpeg = made(TestImages.encode(TestImages.quadrants(64, 48), "png"), 320);

        assertThat(decoded(jpeg).width()).isEqualTo(64);
        try (Canvas canvas = new Canvas(32, 32, 32)) {
            canvas.decoded(jpeg);
            canvas.showsQuadrants(Canvas.RED, Canvas.GREEN, Canvas.BLUE, Canvas.WHITE);
        }
    }

    @Test
    void nothingOfTheFileButItsPixelsIsHandedOn() {
        byte[] jpeg = TestImages.encode(TestImages.quadrants(64, 48), "jpg");
        byte[] hostile = TestImages.concatenate(jpeg, TestImages.ascii("<script>alert(1)</script>"));

        assertThat(new String(made(hostile, 320), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void whatServingRefusesIsRefusedForTheSameReason() {
        assertThat(refused(new byte[0])).isEqualTo(RejectionReason.IMAGE_EMPTY);
        assertThat(refused(TestImages.ascii("<svg onload=alert(1)>"))).isEqualTo(RejectionReason.FORMAT_UNSUPPORTED);
        assertThat(refused(TestImages.pngThatAnnounces(30_000, 30_000)))
                .isEqualTo(RejectionReason.DIMENSIONS_TOO_LARGE);
    }

    private byte[] made(byte[] image, int side) {
        Thumbnail result = thumbnailer.make(image, side);
        assertThat(result).isInstanceOf(Thumbnail.Made.class);
        return ((Thumbnail.Made) result).jpeg();
    }

    private RejectionReason refused(byte[] image) {
        Thumbnail result = thumbnailer.make(image, 320);
        assertThat(result).isInstanceOf(Thumbnail.Rejected.class);
        return ((Thumbnail.Rejected) result).rejection().reason();
    }

    private static DecodeResult.Decoded decoded(byte[] image) {
        try (Canvas canvas = new Canvas(8, 8, 8)) {
            return canvas.decoded(image);
        }
    }
}
