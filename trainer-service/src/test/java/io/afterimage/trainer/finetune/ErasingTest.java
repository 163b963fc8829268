package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.InputGeometry;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErasingTest {
    private static final InputGeometry GEOMETRY = new InputGeometry(30, 20, 30);

    @Test
    void aPartOfEverySecondImageIsHidden() {
        int hidden = 0;
        for (int seed = 0; seed < 1000; seed++) {
            int grey = grey(erased(seed));
            assertThat(grey % 3).isZero();
            assertThat(grey / 3).isLessThan(600 / 4);
            hidden += grey > 0 ? 1 : 0;
        }

        assertThat(hidden).isBetween(430, 570);
    }

    @Test
    void theSameSeedHidesTheSamePart() {
        assertThat(erased(7)).isEqualTo(erased(7));
    }

    private static ByteBuffer erased(int seed) {
        ByteBuffer pixels = ByteBuffer.allocate(GEOMETRY.bytes());
        Erasing.erase(pixels, GEOMETRY, new SplittableRandom(seed));
        return pixels;
    }

    private static int grey(ByteBuffer pixels) {
        int grey = 0;
        for (int i = 0; i < pixels.capacity(); i++) {
            grey += pixels.get(i) == 127 ? 1 : 0;
        }
        return grey;
    }
}
