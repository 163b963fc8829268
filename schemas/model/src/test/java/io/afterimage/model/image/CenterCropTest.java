package io.afterimage.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CenterCropTest {
    @ParameterizedTest
    @CsvSource({"512, 512, 448", "1024, 512, 448", "512, 1024, 448", "500, 333, 291", "451, 300, 262", "256, 256, 224"})
    void theCutIsTheModelsShareOfTheShortSide(int width, int height, int side) {
        CenterCrop crop = CenterCrop.of(width, height, 224, 224, 256);

        assertThat(crop.width()).isBetween(side - 1, side + 1);
        assertThat(crop.height()).isBetween(side - 1, side + 1);
    }

    @Test
    void theSameIsLeftOnBothEndsOfEverySide() {
        for (int width = 1; width < 700; width += 3) {
            for (int height = 1; height < 700; height += 7) {
                CenterCrop crop = CenterCrop.of(width, height, 224, 200, 256);

                assertThat(crop.x()).isEqualTo(width - crop.width() - crop.x()).isNotNegative();
                assertThat(crop.y())
                        .isEqualTo(height - crop.height() - crop.y())
                        .isNotNegative();
                assertThat(Math.min(crop.width(), crop.height())).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 2048, 8",
        "2047, 4000, 4",
        "1024, 1024, 4",
        "1023, 2000, 2",
        "512, 600, 2",
        "511, 511, 1",
        "9, 9, 1"
    })
    void aJpegIsDecodedNoSmallerThanTheModelNeeds(int width, int height, int scale) throws UnusableImageException {
        ImageHeader header = ImageHeader.of(ImageFormat.JPEG, width, height, 1, false, 3);

        assertThat(CenterCrop.scaleDown(header, 256)).isEqualTo(scale);
    }
}
