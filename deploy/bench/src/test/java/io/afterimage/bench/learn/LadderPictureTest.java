package io.afterimage.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a screen, as everywhere; where Java has no fonts, the bench goes without a picture. */
class LadderPictureTest {
    private static final Deviation SURE = new Deviation(.98, .004);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void onlyWithFonts() {
        assumeTrue(hasFonts());
    }

    @Test
    void aRungIsAPointAndACurve() throws IOException {
        BufferedImage one = drawn(new LadderPicture.Line("head", 20, SURE, List.of(.7, .4, .3)));
        BufferedImage two = drawn(
                new LadderPicture.Line("head", 20, SURE, List.of(.7, .4, .3)),
                new LadderPicture.Line("softmax", 0, new Deviation(.57, .02), List.of(.69, .68)));

        assertThat(colours(one)).isGreaterThan(2);
        assertThat(colours(two)).isGreaterThan(colours(one));
    }

    @Test
    void whatHasNoCurveIsAPointAlone() throws IOException {
        assertThat(colours(drawn(new LadderPicture.Line("head", 20, SURE, List.of()))))
                .isGreaterThan(2);
    }

    private BufferedImage drawn(LadderPicture.Line... lines) throws IOException {
        Path file = folder.resolve(lines.length + ".png");
        LadderPicture.write(List.of(lines), file);
        return ImageIO.read(file.toFile());
    }

    private static long colours(BufferedImage image) {
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    private static boolean hasFonts() {
        try {
            FontRenderContext plain = new FontRenderContext(null, true, true);
            return new Font(Font.DIALOG, Font.PLAIN, 12)
                            .getStringBounds("x", plain)
                            .getWidth()
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false;
        }
    }
}
