package io.afterimage.model.image;

import static io.afterimage.model.image.TestImages.BLUE;
import static io.afterimage.model.image.TestImages.GREEN;
import static io.afterimage.model.image.TestImages.RED;
import static io.afterimage.model.image.TestImages.YELLOW;
import static io.afterimage.model.image.TestImages.encode;
import static io.afterimage.model.image.TestImages.quadrants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult.Decoded;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageDecoderTest {
    private static final Color CLEAR = new Color(200, 0, 200, 0);

    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"})
    void everyFormatGivesItsColoursInTheirPlaces(ImageFormat format) {
        assertThat(decoding.decoded(encode(quadrants(96, 64), format))).isEqualTo(new Decoded(format, 96, 64));
        decoding.assertQuadrants(RED, GREEN, BLUE, YELLOW);
    }

    @Test
    void aProgressiveJpegGivesTheSamePicture() {
        decoding.decoded(TestImages.progressiveJpeg(quadrants(640, 480)));

        decoding.assertQuadrants(RED, GREEN, BLUE, YELLOW);
    }

    /** What is stored for the upright picture red, green above blue, yellow. */
    @ParameterizedTest
    @CsvSource({"1,RGBY", "2,GRYB", "3,YBGR", "4,BYRG", "5,RBGY", "6,GYRB", "7,YGBR", "8,BRYG"})
    void everyOrientationStandsUpright(int orientation, String stored) {
        Color[] colours = stored.chars().mapToObj(c -> colour((char) c)).toArray(Color[]::new);
        boolean turned = orientation > 4;
        BufferedImage image = quadrants(turned ? 80 : 120, turned ? 120 : 80, BufferedImage.TYPE_3BYTE_BGR, colours);
        byte[] jpeg = TestImages.jpegWithOrientation(encode(image, ImageFormat.JPEG), orientation);
        byte[] png = TestImages.pngWithOrientation(encode(image, ImageFormat.PNG), orientation);
        try (Decoding wide = new Decoding(ImageLimits.DEFAULTS, new InputGeometry(48, 24, 48))) {
            assertThat(wide.decoded(jpeg)).isEqualTo(new Decoded(ImageFormat.JPEG, 120, 80));
            wide.assertQuadrants(RED, GREEN, BLUE, YELLOW);
            assertThat(wide.decoded(png)).isEqualTo(new Decoded(ImageFormat.PNG, 120, 80));
            wide.assertQuadrants(RED, GREEN, BLUE, YELLOW);
        }
    }

    @Test
    void onlyTheCentreOfAWideImageIsSeen() {
        BufferedImage image = new BufferedImage(300, 100, BufferedImage.TYPE_3BYTE_BGR);
        fill(image, 0, 300, BLUE);
        fill(image, 100, 100, RED);

        decoding.decoded(encode(image, ImageFormat.PNG));

        decoding.assertPixel(0, 16, RED, 0);
        decoding.assertPixel(31, 16, RED, 0);
    }

    @Test
    void theCutAfterTheResizeLeavesOutTheMargin() {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_3BYTE_BGR);
        fill(image, 0, 256, BLUE);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(RED);
        graphics.fillRect(16, 16, 224, 224);
        graphics.dispose();
        try (Decoding imagenet = new Decoding(ImageLimits.DEFAULTS, new InputGeometry(224, 224, 256))) {
            imagenet.decoded(encode(image, ImageFormat.PNG));

            for (int corner : new int[] {0, 223}) {
                imagenet.assertPixel(corner, 0, RED, 0);
                imagenet.assertPixel(corner, 223, RED, 0);
            }
        }
    }

    @Test
    void aTinyImageIsEnlarged() {
        decoding.decoded(encode(quadrants(4, 4), ImageFormat.PNG));
        decoding.assertQuadrants(RED, GREEN, BLUE, YELLOW);

        decoding.decoded(encode(quadrants(1, 1), ImageFormat.PNG));
        decoding.assertPixel(31, 31, YELLOW, 0);
    }

    @Test
    void aLineOfPixelsIsNoDivisionByZero() {
        decoding.decoded(encode(quadrants(5000, 1), ImageFormat.PNG));
        decoding.decoded(encode(quadrants(1, 5000), ImageFormat.JPEG));
    }

    @Test
    void whatIsTransparentIsWhite() {
        BufferedImage image = quadrants(64, 64, BufferedImage.TYPE_INT_ARGB, RED, CLEAR, BLUE, CLEAR);
        decoding.decoded(encode(image, ImageFormat.PNG));
        decoding.assertQuadrants(RED, Color.WHITE, BLUE, Color.WHITE);

        decoding.decoded(encode(image, ImageFormat.WEBP));
        decoding.assertQuadrants(RED, Color.WHITE, BLUE, Color.WHITE);

        decoding.decoded(encode(image, ImageFormat.GIF));
        decoding.assertQuadrants(RED, Color.WHITE, BLUE, Color.WHITE);
    }

    @Test
    void whatIsHalfTransparentIsHalfWhite() {
        Color half = new Color(200, 0, 0, 128);
        decoding.decoded(
                encode(quadrants(64, 64, BufferedImage.TYPE_INT_ARGB, half, half, half, half), ImageFormat.PNG));

        decoding.assertPixel(16, 16, new Color(227, 127, 127), 2);
    }

    @Test
    void aTransparentImageIsTurnedToo() {
        BufferedImage stored = quadrants(64, 64, BufferedImage.TYPE_INT_ARGB, GREEN, CLEAR, RED, BLUE);

        decoding.decoded(TestImages.pngWithOrientation(encode(stored, ImageFormat.PNG), 6));

        decoding.assertQuadrants(RED, GREEN, BLUE, Color.WHITE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "JPEG", "TIFF"})
    void greyIsThreeEqualChannels(ImageFormat format) {
        Color dark = new Color(60, 60, 60);
        decoding.decoded(encode(quadrants(64, 64, BufferedImage.TYPE_BYTE_GRAY, dark, dark, dark, dark), format));

        byte[] pixels = decoding.pixels();
        assertThat(pixels).containsOnly(pixels[0]);
    }

    @Test
    void sixteenBitsBecomeEight() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            image.getRaster().setSample(i % 64, i / 64, 0, 0x8000);
        }
        decoding.decoded(encode(image, ImageFormat.PNG));
        decoding.assertPixel(5, 5, new Color(128, 128, 128), 1);

        decoding.decoded(encode(image, ImageFormat.TIFF));
        decoding.assertPixel(5, 5, new Color(128, 128, 128), 1);
    }

    @Test
    void aPaletteGivesItsColours() {
        BufferedImage image =
                quadrants(64, 64, BufferedImage.TYPE_BYTE_INDEXED, Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);

        decoding.decoded(encode(image, ImageFormat.PNG));

        decoding.assertQuadrants(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
    }

    @Test
    void cmykBecomesRgb() {
        decoding.decoded(TestImages.cmykJpeg(64, 64, 0, 255, 255, 0));

        decoding.assertPixel(16, 16, Color.RED, 8);
    }

    @Test
    void anAnimationShowsItsFirstFrame() {
        decoding.decoded(TestImages.animatedGif(
                quadrants(64, 64), quadrants(64, 64, BufferedImage.TYPE_3BYTE_BGR, BLUE, BLUE, BLUE, BLUE)));

        decoding.assertQuadrants(RED, GREEN, BLUE, YELLOW);
    }

    @Test
    void theImageMayStandAnywhereInItsBytesAndTheInputAnywhereInItsBuffer() {
        byte[] png = encode(quadrants(64, 64), ImageFormat.PNG);
        byte[] within = TestImages.insert(new byte[20], 7, png);
        InputGeometry geometry = new InputGeometry(2, 2, 2);
        ByteBuffer batch = ByteBuffer.allocateDirect(3 * geometry.bytes()).position(geometry.bytes());
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            assertThat(decoder.decode(within, 7, png.length, geometry, batch)).isInstanceOf(Decoded.class);
        }

        assertThat(batch.position()).isEqualTo(geometry.bytes());
        assertThat(batch.get(geometry.bytes()) & 0xFF).isEqualTo(RED.getRed());
        for (int i = 0; i < geometry.bytes(); i++) {
            assertThat(batch.get(i)).isZero();
            assertThat(batch.get(2 * geometry.bytes() + i)).isZero();
        }
    }

    @Test
    void aTargetThatCannotHoldTheInputIsTheCallersMistake() {
        byte[] png = encode(quadrants(64, 64), ImageFormat.PNG);
        InputGeometry geometry = new InputGeometry(32, 32, 32);
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            assertThatThrownBy(() -> decoder.decode(png, 0, png.length, geometry, ByteBuffer.allocate(10_000)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> decoder.decode(png, 0, png.length, geometry, ByteBuffer.allocateDirect(3071)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void memoryStaysWhereItIsOverThousandsOfImages() {
        byte[] large = encode(quadrants(2000, 1500), ImageFormat.PNG);
        byte[] small = encode(TestImages.busy(300, 200), ImageFormat.JPEG);
        byte[] broken = TestImages.pngHeader(1000, 1000);
        for (int i = 0; i < 20; i++) {
            decoding.decode(large);
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 2000; i++) {
            decoding.decode(i % 50 == 0 ? large : i % 2 == 0 ? small : broken);
        }

        // One lost image in ten would be a gigabyte.
        assertThat(Pointer.physicalBytes() - before).isLessThan(150L << 20);
    }

    private static void fill(BufferedImage image, int x, int width, Color colour) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(x, 0, width, image.getHeight());
        graphics.dispose();
    }

    private static Color colour(char initial) {
        return switch (initial) {
            case 'R' -> RED;
            case 'G' -> GREEN;
            case 'B' -> BLUE;
            default -> YELLOW;
        };
    }
}
