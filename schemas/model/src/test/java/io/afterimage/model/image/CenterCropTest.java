package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.InputGeometry;
import org.junit.jupiter.api.Test;

class CenterCropTest {
    private static final InputGeometry IMAGENET = new InputGeometry(224, 224, 256);

    @Test
    void cutsTheSamePartAsAResizeOfTheShortSideAndACutAfterIt() {
        assertThat(CenterCrop.of(256, 256, 224, 224, 256)).isEqualTo(new CenterCrop(16, 16, 224, 224));
        assertThat(CenterCrop.of(1920, 1080, 224, 224, 256)).isEqualTo(new CenterCrop(487, 67, 945, 945));
        assertThat(CenterCrop.of(512, 1024, 224, 112, 256)).isEqualTo(new CenterCrop(32, 400, 448, 224));
    }

    @Test
    void staysInsideTheSmallestImage() {
        assertThat(CenterCrop.of(1, 1, 224, 224, 256)).isEqualTo(new CenterCrop(0, 0, 1, 1));
        assertThat(CenterCrop.of(1, 5000, 224, 224, 256)).isEqualTo(new CenterCrop(0, 2499, 1, 1));
    }

    @Test
    void neverScalesAJpegBelowTheShortSide() {
        assertThat(scaleDown(255, 255)).isEqualTo(1);
        assertThat(scaleDown(512, 511)).isEqualTo(1);
        assertThat(scaleDown(512, 512)).isEqualTo(2);
        assertThat(scaleDown(1920, 1080)).isEqualTo(4);
        assertThat(scaleDown(4000, 3000)).isEqualTo(8);
    }

    private static int scaleDown(int width, int height) {
        return CenterCrop.scaleDown(new ImageHeader(ImageFormat.JPEG, width, height, 1, false, 0), IMAGENET);
    }
}
