package io.afterimage.trainer.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SketchTest {
    @Test
    void theNearerTwoEmbeddingsTheMoreBitsTheyShare() {
        Sketch scene = sketch(Frames.scene(1));

        assertThat(scene.distance(sketch(Frames.scene(1)))).isZero();
        assertThat(scene.distance(sketch(Frames.scene(1, 1, 0.1)))).isLessThan(26);
        assertThat(scene.distance(sketch(Frames.scene(1, 1, 1)))).isBetween(40, 90);
    }

    @Test
    void embeddingsAtARightAngleDifferInHalfOfTheBits() {
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            sum += sketch(Frames.scene(seed)).distance(sketch(Frames.scene(seed + 1000)));
        }

        assertThat(sum / 50).isCloseTo(Sketch.BITS / 2.0, Offset.offset(8.0));
    }

    @Test
    void whatHasNoDirectionHasNoSketch() {
        byte[] notANumber = {0, 0x7E, 0, 0};

        assertThat(Sketch.of(ByteString.EMPTY)).isEmpty();
        assertThat(Sketch.of(ByteString.copyFrom(new byte[64]))).isEmpty();
        assertThat(Sketch.of(ByteString.copyFrom(notANumber))).isEmpty();
        assertThat(Sketch.of(ByteString.copyFrom(new byte[2 * 4097]))).isEmpty();
    }

    private static Sketch sketch(ByteString embedding) {
        return Sketch.of(embedding).orElseThrow();
    }
}
