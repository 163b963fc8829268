package io.afterimage.bench.learn;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import io.afterimage.bench.learn.Glances.Glance;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.Probe;
import io.afterimage.model.Probe.Score;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Entry;
import io.afterimage.trainer.review.ReviewQueue;
import io.afterimage.trainer.review.ReviewSettings;
import io.afterimage.trainer.review.Wish;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Chooses as the trainer's review queue asks people: photos pass by the newest model, which is unsure of all of them,
 * and some of them are drawn at random. What the queue has too few of is drawn at random as well.
 *
 * @param passing most photos that pass by for one choice, from 1
 */
record QueueChoice(int passing, int threads) implements Chooser {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int RANKED = 5;

    @Override
    public List<LabelledPhoto> choose(byte[] model, List<LabelledPhoto> open, int count) throws Exception {
        List<LabelledPhoto> photos = List.copyOf(open.subList(0, Math.min(Math.max(passing, count), open.size())));
        Map<LabelledPhoto, Glance> glances = Glances.of(model, photos, threads);
        ModelPackage description = ModelPackage.read(model);
        int draws = Math.max(1, count / ReviewSettings.DEFAULTS.drawEvery());
        ReviewQueue queue = new ReviewQueue(ReviewSettings.DEFAULTS, () -> NOON);
        for (int i = 0; i < photos.size(); i++) {
            Glance glance = glances.get(photos.get(i));
            if (glance != null) {
                // The order is random already.
                Label label = label(i, photos.get(i), glance, description, i < draws);
                SeenLabel.of(label.getId(), label).ifPresent(seen -> queue.offer(seen, half(glance.embedding())));
            }
        }
        Set<LabelledPhoto> chosen = new LinkedHashSet<>();
        for (Entry entry : queue.take("bench", count, Wish.ANY)) {
            chosen.add(photos.get(number(entry)));
        }
        photos.stream()
                .filter(photo -> !chosen.contains(photo))
                .limit(count - chosen.size())
                .forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static Label label(int number, LabelledPhoto photo, Glance glance, ModelPackage model, boolean drawn) {
        Label.Builder label = Label.newBuilder()
                .setId(String.format(Locale.ROOT, "019b7a00-0000-7000-8000-%012x", number))
                .setSource("bench")
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(photo.sha256())))
                .setModel(model.version())
                .setDecision(Decision.UNSURE)
                .addReview(drawn ? ReviewReason.DRAWN : ReviewReason.LOW_CONFIDENCE)
                .setReceivedAt(Times.timestamp(NOON))
                .setLabelledAt(Times.timestamp(NOON));
        for (Score score :
                Probe.of(glance.probabilities()).top().stream().limit(RANKED).toList()) {
            label.addTop(RankedClass.newBuilder()
                    .setLabel(model.labels().get(score.label()))
                    .setProbability((float) score.probability()));
        }
        return label.build();
    }

    /** As labels carry embeddings: binary16, little endian. */
    private static ByteString half(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : embedding) {
            bytes.putShort(Fp16Conversions.floatToFp16(value));
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static int number(Entry entry) {
        String id = entry.label().id();
        return Integer.parseInt(id.substring(id.length() - Integer.BYTES * 2), 16);
    }
}
