package io.afterimage.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SceneCameraTest {
    /** Of 255, over all pixels: what JPEG and rounding do is far below. */
    private static final double CLEARLY = 3;
    /** A digit is a small part of a picture. */
    private static final double SOMEWHERE = .5;

    private static final int LARGEST_FILE = 40_000;

    private final SceneCamera camera = new SceneCamera();

    @AfterEach
    void close() {
        camera.close();
    }

    @Test
    void aSceneGivesTheSameBytesWhateverWasSeenBefore() {
        List<Scene> scenes = IntStream.range(0, 30)
                .mapToObj(number -> Scenario.NIGHT.scene(7, number % 4, number))
                .toList();
        List<byte[]> files = scenes.stream().map(camera::shoot).toList();

        try (SceneCamera other = new SceneCamera()) {
            for (int number = 29; number >= 0; number--) {
                assertThat(other.shoot(scenes.get(number))).isEqualTo(files.get(number));
            }
        }
    }

    @Test
    void eachSignLooksDifferentFromEachOther() throws IOException {
        for (Sign one : Sign.values()) {
            for (Sign other : Sign.values()) {
                if (one != other) {
                    assertThat(difference(picture(one, Condition.CLEAR), picture(other, Condition.CLEAR)))
                            .as("%s and %s", one, other)
                            .isGreaterThan(SOMEWHERE);
                }
            }
        }
    }

    @Test
    void eachConditionLooksDifferentFromEachOther() throws IOException {
        for (Condition one : Condition.ALL) {
            for (Condition other : Condition.ALL) {
                if (!one.equals(other)) {
                    assertThat(difference(picture(Sign.DANGER, one), picture(Sign.DANGER, other)))
                            .as("%s and %s", one, other)
                            .isGreaterThan(CLEARLY);
                }
            }
        }
    }

    @Test
    void nightIsDarkNoiseIsRoughAndBlurIsSmooth() throws IOException {
        BufferedImage clear = picture(Sign.STOP, Condition.CLEAR);

        assertThat(brightness(picture(Sign.STOP, Condition.NIGHT))).isLessThan(.5 * brightness(clear));
        assertThat(roughness(picture(Sign.STOP, Condition.NOISY))).isGreaterThan(1.5 * roughness(clear));
        assertThat(roughness(picture(Sign.STOP, Condition.BLURRED))).isLessThan(.8 * roughness(clear));
    }

    @Test
    void aCameraLooksAtItsOwnPlace() throws IOException {
        Scene here = new Scene(Sign.STOP, Condition.CLEAR, 1, 5);
        Scene there = new Scene(Sign.STOP, Condition.CLEAR, 2, 5);

        assertThat(difference(decoded(camera.shoot(here)), decoded(camera.shoot(there))))
                .isGreaterThan(CLEARLY);
    }

    @Test
    void everyFileIsASmallJpegOfOneSize() throws IOException {
        for (Condition condition : Condition.ALL) {
            for (int number = 0; number < 20; number++) {
                byte[] file = camera.shoot(Scenario.NIGHT.only(condition).scene(3, number, number));
                assertThat(file)
                        .hasSizeLessThan(LARGEST_FILE)
                        .startsWith(0xFF, 0xD8)
                        .endsWith(0xFF, 0xD9);
                BufferedImage picture = decoded(file);
                assertThat(picture.getWidth()).isEqualTo(SceneCamera.WIDTH);
                assertThat(picture.getHeight()).isEqualTo(SceneCamera.HEIGHT);
            }
        }
    }

    private BufferedImage picture(Sign sign, Condition condition) throws IOException {
        return decoded(camera.shoot(new Scene(sign, condition, 1, 42)));
    }

    private static BufferedImage decoded(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static double difference(BufferedImage one, BufferedImage other) {
        double sum = 0;
        for (int y = 0; y < SceneCamera.HEIGHT; y++) {
            for (int x = 0; x < SceneCamera.WIDTH; x++) {
                sum += difference(one.getRGB(x, y), other.getRGB(x, y));
            }
        }
        return sum / SceneCamera.WIDTH / SceneCamera.HEIGHT;
    }

    private static double brightness(BufferedImage picture) {
        return difference(
                picture, new BufferedImage(SceneCamera.WIDTH, SceneCamera.HEIGHT, BufferedImage.TYPE_INT_RGB));
    }

    /** How much neighbours differ. */
    private static double roughness(BufferedImage picture) {
        double sum = 0;
        for (int y = 0; y < SceneCamera.HEIGHT; y++) {
            for (int x = 1; x < SceneCamera.WIDTH; x++) {
                sum += difference(picture.getRGB(x, y), picture.getRGB(x - 1, y));
            }
        }
        return sum / SceneCamera.WIDTH / SceneCamera.HEIGHT;
    }

    private static double difference(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            sum += Math.abs(((one >> shift) & 255) - ((other >> shift) & 255));
        }
        return sum / 3.0;
    }
}
