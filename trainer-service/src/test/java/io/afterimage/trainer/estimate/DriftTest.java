package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int VALUES = 32;

    private final Book book = new Book(10_000);
    private final Random random = new Random(7);
    private int images;

    @Test
    void imagesThatAreAlikeSeldomRaiseAnAlert() {
        int alerts = 0;
        for (int i = 0; i < 200; i++) {
            alerts += Drift.between(points(50, 0), points(50, 0)).orElseThrow().alert() ? 1 : 0;
        }

        assertThat(alerts).isLessThanOrEqualTo(8);
    }

    @Test
    void imagesThatHaveMovedRaiseOne() {
        Drift drift = Drift.between(points(50, 0), points(50, 1)).orElseThrow();

        assertThat(drift.alert()).isTrue();
        assertThat(drift.value()).isBetween(drift.threshold(), Math.sqrt(2));
    }

    @Test
    void theSameImageOverAndOverIsNoDrift() {
        List<float[]> same = List.of(new float[VALUES]);
        List<float[]> first = repeated(same);

        assertThat(Drift.between(first, repeated(same)).orElseThrow()).isEqualTo(new Drift(0, 0));
    }

    @Test
    void tooFewImagesSayNothing() {
        assertThat(Drift.between(points(29, 0), points(500, 0))).isEmpty();
        assertThat(Drift.between(points(500, 0), points(29, 0))).isEmpty();
        assertThat(book.drift("m")).isEmpty();
    }

    @Test
    void theSourceWhoseImagesMovedIsFound() {
        for (int minute = 0; minute < 600; minute++) {
            see("door", minute, 0);
            see("gate", minute, minute < 300 ? 0 : 2);
        }

        VersionDrift drift = book.drift("m").orElseThrow();

        assertThat(drift.all().alert()).isTrue();
        assertThat(drift.sources()).containsOnlyKeys("door", "gate");
        assertThat(drift.sources().get("gate")).extracting(Drift::alert).isEqualTo(true);
        assertThat(drift.sources().get("door")).extracting(Drift::alert).isEqualTo(false);
        assertThat(QualityFields.of(drift)).containsEntry("alert", true).containsKey("by_source");
    }

    @Test
    void theFramesOfOneMinuteCountOnce() {
        for (int frame = 0; frame < 1_000; frame++) {
            see("door", frame / 100, 0);
        }

        assertThat(book.drift("m")).isEmpty();
    }

    private void see(String source, int minute, double shift) {
        Label label = Label.newBuilder()
                .setId("image " + images)
                .setSource(source)
                .setModel("m")
                .setDrawPropensity(0.01)
                .setReceivedAt(Times.timestamp(NOON.plus(Duration.ofMinutes(minute))))
                .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(0.9f))
                .addReview(ReviewReason.DRAWN)
                .setEmbedding(embedding(shift))
                .build();
        images++;
        book.add(source, label);
    }

    private ByteString embedding(double shift) {
        ByteBuffer bytes = ByteBuffer.allocate(VALUES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            bytes.putShort(Fp16Conversions.floatToFp16((float) (shift + random.nextGaussian())));
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private List<float[]> points(int count, double shift) {
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] point = new float[VALUES];
            for (int j = 0; j < VALUES; j++) {
                point[j] = (float) (shift + random.nextGaussian());
            }
            points.add(point);
        }
        return points;
    }

    private static List<float[]> repeated(List<float[]> points) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < Drift.FEWEST; i++) {
            all.addAll(points);
        }
        return all;
    }
}
