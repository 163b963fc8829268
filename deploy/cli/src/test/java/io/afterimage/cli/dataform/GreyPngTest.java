package io.afterimage.cli.dataform;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Sha256;
import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageCompactor;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
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

    /** Else an import that goes on under another version would take every image a second time. */
    @Test
    void itsBytesNeverChange() {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        assertThat(Sha256.hex(GreyPng.of(28, 28, pixels))).isEqualTo("?");
    }
}
