package io.afterimage.model.image;

import static io.afterimage.model.image.Canvas.BLACK;
import static io.afterimage.model.image.Canvas.BLUE;
import static io.afterimage.model.image.Canvas.GREEN;
import static io.afterimage.model.image.Canvas.RED;
import static io.afterimage.model.image.Canvas.WHITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.afterimage.model.InputGeometry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int[] QUADRANTS = {RED, GREEN, BLUE, WHITE};

    private final Canvas canvas = new Canvas(64, 64, 64);

    @AfterEach
    void close() {
        canvas.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void coloursAreRightInEveryFormat(String format) {
        byte[] image = TestImages.encode(TestImages.quadrants(200, 200), format);

        assertThat(canvas.decoded(image).width()).isEqualTo(200);

        canvas.showsQuadrants(QUADRANTS);
    }

    @Test
    void coloursAreRightInWebp() {
        assertThat(canvas.decoded(TestImages.openCv(TestImages.quadrants(200, 200), ".webp"))
                        .format())
                .isEqualTo(ImageFormat.WEBP);

        canvas.showsQuadrants(QUADRANTS);
    }

    @Test
    void coloursAreRightInAProgressiveJpeg() {
        canvas.decoded(TestImages.progressiveJpeg(TestImages.quadrants(200, 200)));

        canvas.showsQuadrants(QUADRANTS);
    }

    @Test
    void theInksOfACmykJpegBecomeColours() {
        canvas.decoded(TestImages.cmykQuadrants(200, 200));

        canvas.showsQuadrants(QUADRANTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "tiff"})
    void greyBecomesThreeEqualChannels(String format) {
        BufferedImage grey = TestImages.quadrants(128, 128, BufferedImage.TYPE_BYTE_GRAY);
        int red = grey.getRaster().getSample(0, 0, 0);
        int green = grey.getRaster().getSample(127, 0, 0);

        canvas.decoded(TestImages.encode(grey, format));

        canvas.showsQuadrants(red * 0x010101, green * 0x010101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void sixteenBitsBecomeEight(String format) {
        BufferedImage grey = new BufferedImage(128, 128, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 128 * 128; i++) {
            grey.getRaster().setSample(i % 128, i / 128, 0, i % 128 < 64 ? 0x4040 : 0xC0C0);
        }

        canvas.decoded(TestImages.encode(grey, format));

        canvas.showsQuadrants(0x404040, 0xC0C0C0, 0x404040, 0xC0C0C0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void aPaletteBecomesItsColours(String format) {
        canvas.decoded(TestImages.encode(TestImages.quadrants(128, 128, BufferedImage.TYPE_BYTE_INDEXED), format));

        canvas.showsQuadrants(QUADRANTS);
    }

    @Test
    void whatIsTransparentIsSeenOverWhite() {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(255, 0, 0, 128));
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(64, 64, 64, 64);
        graphics.dispose();

        for (byte[] encoded : List.of(TestImages.encode(image, "png"), TestImages.openCv(image, ".webp"))) {
            canvas.decoded(encoded);
            canvas.showsQuadrants(0xFF7F7F, WHITE, WHITE, BLACK);
        }
    }

    /** What EXIF says: the quadrants of the stored image, and where each stands once the picture is upright. */
    @ParameterizedTest
    @CsvSource({"1, abcd", "2, badc", "3, dcba", "4, cdab", "5, acbd", "6, cadb", "7, dbca", "8, bdac"})
    void picturesStandUprightAsTheirCameraWasHeld(int orientation, String expected) {
        BufferedImage stored = TestImages.quadrants(160, 96);
        byte[] jpeg = TestImages.encode(stored, "jpg");
        int[] upright =
                expected.chars().map(quadrant -> QUADRANTS[quadrant - 'a']).toArray();

        for (byte[] image : List.of(
                TestImages.jpegWithOrientation(jpeg, orientation, ByteOrder.BIG_ENDIAN),
                TestImages.jpegWithOrientation(jpeg, orientation, ByteOrder.LITTLE_ENDIAN),
                TestImages.pngWithOrientation(TestImages.encode(stored, "png"), orientation),
                TestImages.webpWithOrientation(TestImages.openCv(stored, ".webp"), 160, 96, orientation))) {
            DecodeResult.Decoded result = canvas.decoded(image);

            canvas.showsQuadrants(upright);
            assertThat(result.width()).isEqualTo(orientation < 5 ? 160 : 96);
            assertThat(result.height()).isEqualTo(orientation < 5 ? 96 : 160);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_535})
    void anOrientationThatIsNoneLeavesThePictureAsItIsStored(int orientation) {
        byte[] jpeg = TestImages.encode(TestImages.quadrants(160, 96), "jpg");

        canvas.decoded(TestImages.jpegWithOrientation(jpeg, orientation, ByteOrder.BIG_ENDIAN));

        canvas.showsQuadrants(QUADRANTS);
    }

    @Test
    void theTurnedCutIsAsWideAsTheModelTakesIt() {
        try (Canvas wide = new Canvas(64, 32, 64)) {
            // Stored on its side: upright it is 96 x 160, and the middle 96 x 48 remain.
            byte[] jpeg = TestImages.encode(TestImages.quadrants(160, 96), "jpg");

            wide.decoded(TestImages.jpegWithOrientation(jpeg, 6, ByteOrder.BIG_ENDIAN));

            wide.showsQuadrants(BLUE, RED, WHITE, GREEN);
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 256, 128", "png, 128, 256", "jpg, 256, 128", "jpg, 128, 256"})
    void theShortSideIsResizedAndTheCentreCutOut(String format, int width, int height) {
        try (Canvas centre = new Canvas(32, 24, 64)) {
            centre.decoded(TestImages.encode(TestImages.ramp(width, height, 255.0 / width, 255.0 / height), format));

            // Two pixels of the image are one of the input, whose first is this far from the image's corner.
            int left = width / 2 - 32;
            int top = height / 2 - 24;
            double red = 0;
            double green = 0;
            for (int i = 0; i < 24; i++) {
                red += centre.red(i, i) - (left + 2 * i + 0.5) * 255 / width;
                green += centre.green(i, i) - (top + 2 * i + 0.5) * 255 / height;
            }
            // On average, since a JPEG is a little off anywhere; half a pixel aside would be 1 to 2.
            assertThat(red / 24).isCloseTo(-0.5, Offset.offset(0.75));
            assertThat(green / 24).isCloseTo(-0.5, Offset.offset(0.75));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 512, 500, 256})
    void aJpegThatIsDecodedSmallShowsTheSamePicture(int height) {
        int width = height * 3 / 2;
        BufferedImage image = TestImages.ramp(width, height, 255.0 / width, 255.0 / height);
        try (Canvas small = new Canvas(56, 56, 64);
                Canvas full = new Canvas(56, 56, 64)) {
            small.decoded(TestImages.encode(image, "jpg"));
            full.decoded(TestImages.encode(image, "png"));

            for (int i = 0; i < 56; i++) {
                assertThat(small.red(i, i)).isCloseTo(full.red(i, i), Offset.offset(4));
                assertThat(small.green(i, i)).isCloseTo(full.green(i, i), Offset.offset(4));
            }
        }
    }

    @Test
    void aSmallImageIsEnlargedWithoutSteps() {
        canvas.decoded(TestImages.encode(TestImages.ramp(16, 16, 16, 0), "png"));

        for (int x = 4; x < 60; x++) {
            assertThat((double) canvas.red(x, 32)).isCloseTo(((x + 0.5) / 4 - 0.5) * 16, Offset.offset(1.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 300", "300, 1", "2, 3", "63, 65"})
    void anImageOfAnyShapeFillsTheInput(int width, int height) {
        BufferedImage white = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        white.createGraphics().fillRect(0, 0, width, height);

        for (String format : List.of("png", "jpg", "bmp", "gif", "tiff")) {
            canvas.decoded(TestImages.encode(white, format));
            canvas.showsQuadrants(WHITE, WHITE, WHITE, WHITE);
        }
    }

    @Test
    void aBitmapMayRunDownwards() {
        byte[] upwards = TestImages.encode(TestImages.quadrants(128, 128), "bmp");
        ByteBuffer.wrap(upwards).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -128);

        canvas.decoded(upwards);

        canvas.showsQuadrants(BLUE, WHITE, RED, GREEN);
    }

    @Test
    void theImageMayStandAnywhereInTheArrayAndTheTarget() {
        byte[] image = TestImages.encode(TestImages.quadrants(128, 128), "png");
        byte[] framed = TestImages.concatenate(new byte[7], image, new byte[5]);
        InputGeometry geometry = new InputGeometry(8, 8, 8);
        ByteBuffer target = ByteBuffer.allocateDirect(10 + geometry.bytes() + 1).position(10);

        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            decoder.decode(framed, 7, image.length, geometry, target);
        }

        assertThat(target.position()).isEqualTo(10);
        assertThat(new byte[] {target.get(9), target.get(10), target.get(11), target.get(target.limit() - 1)})
                .containsExactly(0, -1, 0, 0);
    }

    @Test
    void aTargetThatIsTooSmallOrOnTheHeapIsTheCallersMistake() {
        InputGeometry geometry = new InputGeometry(8, 8, 8);
        byte[] image = TestImages.encode(TestImages.quadrants(8, 8), "png");
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (ByteBuffer target :
                    List.of(ByteBuffer.allocate(geometry.bytes()), ByteBuffer.allocateDirect(geometry.bytes() - 1))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> decoder.decode(image, 0, image.length, geometry, target));
            }
        }
    }

    @Test
    void theSameBytesGiveTheSamePixelsWhateverCameBefore() {
        byte[] image = TestImages.encode(TestImages.quadrants(300, 200), "jpg");
        byte[] cut = TestImages.encode(TestImages.ramp(300, 200, 0.5, 0.5), "jpg");
        canvas.decoded(image);
        byte[] first = canvas.pixels();

        canvas.refused(Arrays.copyOf(cut, cut.length / 2));
        canvas.refused(new byte[] {1, 2, 3});
        canvas.decoded(TestImages.encode(TestImages.quadrants(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png"));
        canvas.decoded(image);

        assertThat(canvas.pixels()).isEqualTo(first);
    }

    @Test
    void memoryStaysFlatOverThousandsOfImages() {
        List<byte[]> images = List.of(
                TestImages.encode(TestImages.quadrants(640, 480), "jpg"),
                TestImages.encode(TestImages.quadrants(320, 240, BufferedImage.TYPE_INT_ARGB), "png"),
                TestImages.openCv(TestImages.quadrants(160, 120), ".webp"),
                TestImages.encode(TestImages.quadrants(160, 120), "gif"),
                TestImages.encode(TestImages.quadrants(160, 120), "tiff"),
                Arrays.copyOf(TestImages.encode(TestImages.quadrants(640, 480), "jpg"), 2_000));
        decode(images, 300);
        long tracked = Pointer.totalBytes();
        long resident = Pointer.physicalBytes();

        decode(images, 2_000);

        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
        // One leaked image each time would be over a gigabyte. The heap grows, too.
        assertThat(Pointer.physicalBytes() - resident).isLessThan(200L << 20);
    }

    @Test
    void aGiantsMemoryIsGivenBack() {
        canvas.decoded(TestImages.encode(TestImages.quadrants(64, 64), "png"));
        long before = Pointer.totalBytes();

        canvas.decoded(TestImages.encode(TestImages.quadrants(4000, 3000), "bmp"));

        assertThat(Pointer.totalBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void oneImageIsDecodedByOneThread() {
        assertThat(opencv_core.getNumThreads()).isEqualTo(1);
    }

    private void decode(List<byte[]> images, int times) {
        for (int i = 0; i < times; i++) {
            canvas.decode(images.get(i % images.size()));
        }
    }
}
