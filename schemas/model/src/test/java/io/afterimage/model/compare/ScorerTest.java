package io.afterimage.model.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.events.Sha256;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.TestModels;
import io.afterimage.model.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final String[] COLOURS = {"red", "green", "blue"};
    private static final int EXAMPLES = 30;

    private final byte[] file = TestModels.colours();

    @Test
    void scoresComeInOrderHoweverManyThreadsThereAre() throws Exception {
        ModelScores alone = scores(1);
        ModelScores together = scores(3);

        assertThat(alone.version()).isEqualTo(Sha256.hex(file));
        assertThat(alone.labels()).containsExactly(COLOURS);
        assertThat(alone.scores())
                .extracting(TestScore::sha256)
                .containsExactlyElementsOf(
                        IntStream.range(0, EXAMPLES).mapToObj(i -> "image " + i).toList());
        assertThat(alone.scores()).allSatisfy(score -> assertThat(best(score)).isEqualTo(score.trueClass()));
        assertThat(together.scores()).usingRecursiveComparison().isEqualTo(alone.scores());
    }

    @Test
    void whatCannotBeDecodedIsLeftOutWithItsReason() throws Exception {
        try (Scorer scorer = Scorer.open(file, 2, ImageLimits.DEFAULTS)) {
            scorer.score("good", "group", "red", image(0));
            scorer.score("bad", "group", "red", new byte[] {1, 2, 3});

            assertThat(scorer.scores().scores()).extracting(TestScore::sha256).containsExactly("good");
            assertThat(scorer.leftOut()).containsOnlyKeys("bad");
        }
    }

    @Test
    void whoIsInterruptedWaitsForNothing() throws Exception {
        try (Scorer scorer = Scorer.open(file, 1, ImageLimits.DEFAULTS)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> scorer.score("any", "group", "red", image(0)))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void whatIsNoPackageIsRefused() {
        assertThatThrownBy(() -> Scorer.open(new byte[] {1, 2, 3}, 1, ImageLimits.DEFAULTS))
                .isInstanceOf(ModelRejectedException.class);
    }

    private ModelScores scores(int threads) throws Exception {
        try (Scorer scorer = Scorer.open(file, threads, ImageLimits.DEFAULTS)) {
            for (int i = 0; i < EXAMPLES; i++) {
                scorer.score("image " + i, "group", COLOURS[i % COLOURS.length], image(i % COLOURS.length));
            }
            return scorer.scores();
        }
    }

    private static String best(TestScore score) {
        return COLOURS[
                IntStream.range(0, COLOURS.length)
                        .boxed()
                        .max((one, other) -> Double.compare(score.probabilities()[one], score.probabilities()[other]))
                        .orElseThrow()];
    }

    private static byte[] image(int colour) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xff0000 >> (8 * colour));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
