package io.afterimage.cli.dataform;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageCompactor;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GreyPngTest {
    @Test
    void anyPixelsAreReadAsTheyWereWritten() throws IOException {
        Random random = new Random(7);
        for (int[] size : new int[][] {{1, 1}, {28, 28}, {512, 512}, {512, 1}, {3, 300}}) {
            byte[] pixels = new byte[size[0] * size[1]];
            random.nextBytes(pixels);
            assertThat(SampleFiles.pixels(GreyPng.of(size[0], size[1], pixels))).isEqualTo(pixels);
        }
    }

    @Test
    void theLargestIsKeptByTheDataSetAsItIs() {
        byte[] pixels = new byte[GreyPng.LARGEST_SIDE * GreyPng.LARGEST_SIDE];
        new Random(8).nextBytes(pixels);
        byte[] png = GreyPng.of(GreyPng.LARGEST_SIDE, GreyPng.LARGEST_SIDE, pixels);
        try (ImageCompactor compactor = new ImageCompactor(ImageLimits.DEFAULTS)) {
            assertThat(compactor.compact(png))
                    .isInstanceOfSatisfying(CompactImage.Kept.class, kept -> assertThat(kept.bytes())
                            .isEqualTo(png));
        }
    }

    /** Else an import that goes on under another Java or version would take every image a second time. */
    @Test
    void itsBytesAreThoseOfTheFormAndOfNoCompressor() {
        byte[] png = GreyPng.of(2, 1, new byte[] {(byte) 0xAB, (byte) 0xCD});

        assertThat(HexFormat.of().formatHex(png, 0, 29))
                .as("signature, and the header without its checksum")
                .isEqualTo("89504e470d0a1a0a" + "0000000d49484452" + "0000000200000001" + "0800000000");
        assertThat(HexFormat.of().formatHex(png, 33, 55))
                .as("one block that is stored, of a row that is not filtered")
                .isEqualTo("0000000e49444154" + "7801" + "010300fcff" + "00abcd" + "02260179");
        assertThat(HexFormat.of().formatHex(png, 59, png.length)).isEqualTo("0000000049454e44ae426082");
    }

    @Test
    void eachPixelStandsInTheFileAsItIs() {
        byte[] pixels = new byte[28 * 28];
        new Random(9).nextBytes(pixels);

        ByteBuffer png = ByteBuffer.wrap(GreyPng.of(28, 28, pixels));

        int firstRow = 8 + 25 + 8 + 2 + 5;
        for (int y = 0; y < 28; y++) {
            byte[] row = new byte[29];
            png.get(firstRow + 29 * y, row);
            assertThat(row[0]).isZero();
            assertThat(Arrays.copyOfRange(row, 1, 29)).isEqualTo(Arrays.copyOfRange(pixels, 28 * y, 28 * y + 28));
        }
    }
}
