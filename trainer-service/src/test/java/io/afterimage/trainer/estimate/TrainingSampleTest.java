package io.afterimage.trainer.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.model.log.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingSampleTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String FIRST = "a".repeat(64);
    private static final String SECOND = "b".repeat(64);

    private final Random random = new Random(7);
    private final List<Example> examples = new ArrayList<>();
    private final List<String> embedded = new ArrayList<>();
    private final TrainingSample sample = new TrainingSample((version, image) -> {
        embedded.add(version);
        return Optional.of(near(0));
    });

    @Test
    void aVersionIsKnownByExamplesThatItWasTrainedOnAFewAtATime() {
        know(50, Side.TRAIN, NOON.minusSeconds(1));
        know(7, Side.TEST, NOON.minusSeconds(1));
        know(9, Side.TRAIN, NOON.plusSeconds(1));

        follow(version(FIRST, "parent"));
        assertThat(sample.of(FIRST)).hasSize(TrainingSample.PART);

        followToTheEnd(version(FIRST, "parent"));
        assertThat(sample.of(FIRST)).hasSize(50);
        assertThat(embedded).hasSize(50);
    }

    @Test
    void ofManyExamplesSoManyAreEmbeddedAndNoMore() {
        know(TrainingSample.MOST + 50, Side.TRAIN, NOON.minusSeconds(1));

        followToTheEnd(version(FIRST, "parent"));

        assertThat(sample.of(FIRST)).hasSize(TrainingSample.MOST);
        assertThat(embedded).hasSize(TrainingSample.MOST);
    }

    @Test
    void theNextVersionPlacesThemAnew() {
        know(5, Side.TRAIN, NOON.minusSeconds(1));

        follow(version(FIRST, "parent"));
        follow(version(SECOND, FIRST));

        assertThat(sample.of(FIRST)).isEmpty();
        assertThat(sample.of(SECOND)).hasSize(5);
    }

    @Test
    void whatWasImportedWasTrainedElsewhere() {
        know(50, Side.TRAIN, NOON.minusSeconds(1));

        follow(version(FIRST, ""));

        assertThat(sample.of(FIRST)).isEmpty();
        assertThat(embedded).isEmpty();
    }

    @Test
    void anExampleThatIsTakenBackMeanwhileIsPassedOver() {
        know(5, Side.TRAIN, NOON.minusSeconds(1));

        sample.follow(version(FIRST, "parent"), examples, sha256 -> {
            throw new UncheckedIOException(new IOException("gone"));
        });

        assertThat(sample.of(FIRST)).isEmpty();
    }

    @Test
    void aModelThatCannotBeRunIsTriedOnce() {
        know(50, Side.TRAIN, NOON.minusSeconds(1));
        TrainingSample broken = new TrainingSample((version, image) -> {
            embedded.add(version);
            throw new IOException("no such model");
        });

        broken.follow(version(FIRST, "parent"), examples, sha256 -> new byte[0]);
        broken.follow(version(FIRST, "parent"), examples, sha256 -> new byte[0]);

        assertThat(embedded).hasSize(1);
    }

    @Test
    void imagesThatMoveAwayFromTheTrainingSetAreFartherThanTheFirstWere() {
        List<float[]> training = places(100, 0);
        DrawnPlaces drawn = new DrawnPlaces(places(100, 0), places(100, 1));

        TrainingDrift drift = drawn.from(training).orElseThrow();

        assertThat(drift.first().alert()).isFalse();
        assertThat(drift.now().alert()).isTrue();
        assertThat(drift.now().value()).isGreaterThan(drift.first().value());
        assertThat(DrawnPlaces.NONE.from(training)).isEmpty();
    }

    private void followToTheEnd(ModelVersion live) {
        for (int i = 0; i <= TrainingSample.MOST / TrainingSample.PART; i++) {
            follow(live);
        }
    }

    private void follow(ModelVersion live) {
        sample.follow(live, examples, sha256 -> new byte[0]);
    }

    private void know(int count, Side side, Instant at) {
        for (int i = 0; i < count; i++) {
            String sha256 = Sha256.hex((side + " " + at + " " + i).getBytes(StandardCharsets.UTF_8));
            examples.add(Example.newBuilder()
                    .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                    .setLabel("cat")
                    .setStanding(Standing.IN)
                    .setSide(side)
                    .setCreatedAt(Times.timestamp(at))
                    .build());
        }
    }

    private List<float[]> places(int count, double shift) {
        List<float[]> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(near(shift));
        }
        return places;
    }

    private float[] near(double shift) {
        float[] place = new float[Drifts.LINES];
        for (int i = 0; i < place.length; i++) {
            place[i] = (float) (shift + random.nextGaussian());
        }
        return place;
    }

    private static ModelVersion version(String version, String parent) {
        return new ModelVersion(
                2, version, "model", 1, parent, List.of("cat", "dog"), ModelVersion.State.LIVE, NOON, null);
    }
}
