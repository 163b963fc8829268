package io.afterimage.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.RejectionReason;
import io.afterimage.model.image.CompactImage;
import io.afterimage.model.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CompactorsTest {
    private static final int SIDE = 2000;

    @Test
    void anImageThatTakesTooLongIsRejectedAndDoesNotStopTheOthers() throws Exception {
        Map<String, byte[]> images = Map.of("a", png(), "b", png());
        try (Compactors hasty = new Compactors(ImageLimits.DEFAULTS, 1, 0);
                Compactors patient = new Compactors(ImageLimits.DEFAULTS, 1, 60_000)) {
            assertThat(hasty.compact(images)).containsOnlyKeys("a", "b").allSatisfy((name, image) -> assertThat(image)
                    .isInstanceOfSatisfying(CompactImage.Rejected.class, rejected -> assertThat(
                                    rejected.rejection().reason())
                            .isEqualTo(RejectionReason.IMAGE_UNDECODABLE)));

            assertThat(patient.compact(images))
                    .allSatisfy((name, image) -> assertThat(image).isInstanceOf(CompactImage.Kept.class));
        }
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
