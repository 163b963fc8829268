package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final InputGeometry GEOMETRY = new InputGeometry(16, 16, 20);
    private static final int SIDE = Augmenter.side(GEOMETRY);
    private static final double[] SAME = {1, 1, 1};

    private final ImageDecoder loadsOpenCv = new ImageDecoder(ImageLimits.DEFAULTS);
    private final Augmenter augmenter = new Augmenter(GEOMETRY);

    @AfterEach
    void close() {
        augmenter.close();
        loadsOpenCv.close();
    }

    @Test
    void withoutVariationItIsTheCentre() {
        ByteBuffer varied = vary(new Variation(SIDE / 2.0, SIDE / 2.0, 1, 1, 0, SAME, 0));
        int border = (SIDE - 16) / 2;
        assertThat(pixel(varied, 16, 0, 0)).isEqualTo(pixel(image(), SIDE, border, border));
        assertThat(pixel(varied, 16, 5, 9)).isEqualTo(pixel(image(), SIDE, border + 5, border + 9));
    }

    @Test
    void aFlipTurnsLeftToRight() {
        ByteBuffer varied = vary(new Variation(SIDE / 2.0, SIDE / 2.0, -1, 1, 0, SAME, 0));
        int border = (SIDE - 16) / 2;
        assertThat(pixel(varied, 16, 0, 3)).isEqualTo(pixel(image(), SIDE, border + 15, border + 3));
    }

    @Test
    void aQuarterTurnTurns() {
        ByteBuffer varied = vary(new Variation(SIDE / 2.0, SIDE / 2.0, 1, 1, Math.PI / 2, SAME, 0));
        int border = (SIDE - 16) / 2;
        assertThat(pixel(varied, 16, 0, 0)).isEqualTo(pixel(image(), SIDE, border + 15, border));
    }

    @Test
    void coloursStayWithinTheirRange() {
        ByteBuffer varied = vary(new Variation(SIDE / 2.0, SIDE / 2.0, 1, 1, 0, new double[] {2, 0, 1}, 100));
        int red = pixel(image(), SIDE, (SIDE - 16) / 2, (SIDE - 16) / 2);
        assertThat(pixel(varied, 16, 0, 0)).isEqualTo(Math.min(255, 2 * red + 100));
        assertThat(varied.get(1) & 255).isEqualTo(100);
    }

    @Test
    void whatIsDrawnIsTheSameForTheSameSeedAndOftenAnother() {
        Variation one = Variation.draw(SIDE, GEOMETRY, new SplittableRandom(1));
        Variation same = Variation.draw(SIDE, GEOMETRY, new SplittableRandom(1));
        Variation other = Variation.draw(SIDE, GEOMETRY, new SplittableRandom(2));
        assertThat(vary(one)).isEqualTo(vary(same)).isNotEqualTo(vary(other));
    }

    private ByteBuffer vary(Variation variation) {
        ByteBuffer target = ByteBuffer.allocateDirect(GEOMETRY.bytes());
        augmenter.vary(image(), variation, target);
        return target;
    }

    /** Red grows to the right, and a little downwards. */
    private static ByteBuffer image() {
        ByteBuffer image = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.put((byte) (8 * x + y)).put((byte) 50).put((byte) (255 - 8 * x));
            }
        }
        return image.flip();
    }

    private static int pixel(ByteBuffer image, int width, int x, int y) {
        return image.get((y * width + x) * 3) & 255;
    }
}
