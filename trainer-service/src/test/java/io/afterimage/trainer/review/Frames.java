package io.afterimage.trainer.review;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.trainer.label.SeenLabel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/** Labels as a classifier makes them of a feed's frames, and embeddings of scenes. */
public final class Frames {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final int VALUES = 128;

    private Frames() {}

    public static String id(int number) {
        return String.format(Locale.ROOT, "019b7a00-0000-7000-8000-%012x", number);
    }

    public static SeenLabel unsure(int number, String source, double margin) {
        return of(number, source, "cat", margin, NOON, ReviewReason.LOW_CONFIDENCE);
    }

    public static SeenLabel drawn(int number, String source) {
        return of(number, source, "cat", 0.9, NOON, ReviewReason.DRAWN);
    }

    public static SeenLabel of(
            int number, String source, String said, double margin, Instant receivedAt, ReviewReason... review) {
        Label.Builder label = Label.newBuilder()
                .setId(id(number))
                .setSource(source)
                .setModel("m")
                .setCoordinate(Coordinate.newBuilder().setPartition(1).setOffset(number))
                .setSha256(ByteString.copyFrom(new byte[32]))
                .setDrawPropensity(0.01)
                .setReceivedAt(Times.timestamp(receivedAt))
                .setLabelledAt(Times.timestamp(receivedAt))
                .addTop(RankedClass.newBuilder().setLabel(said).setProbability((float) (0.5 + margin / 2)))
                .addTop(RankedClass.newBuilder().setLabel("other").setProbability((float) (0.5 - margin / 2)));
        for (ReviewReason reason : review) {
            label.addReview(reason);
        }
        return SeenLabel.of(source, label.build()).orElseThrow();
    }

    /** What a scene looks like; each has nothing in common with another. */
    public static ByteString scene(int seed) {
        return scene(seed, 0, 0);
    }

    /** A frame of a scene, as far from it as a change of this size makes it. */
    public static ByteString scene(int seed, int change, double size) {
        Random scene = new Random(seed);
        Random changes = new Random(1_000_003L * seed + change);
        ByteBuffer bytes = ByteBuffer.allocate(VALUES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            bytes.putShort(Fp16Conversions.floatToFp16((float) (scene.nextGaussian() + size * changes.nextGaussian())));
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
