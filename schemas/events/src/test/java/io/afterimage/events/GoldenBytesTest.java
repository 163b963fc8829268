package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Gate;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.ModelRejected;
import io.afterimage.events.v1.Phase;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Retraction;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Shown;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.TrainingProgress;
import io.afterimage.events.v1.Unusable;
import io.afterimage.events.v1.Vote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message with every field set, against the bytes that lie under {@code golden}. They stand for what is stored on
 * topics already: a field may be added, and its bytes too; what is there may never read differently.
 */
class GoldenBytesTest {
    private static final String ID = "0190a8b4-7c00-7abc-8def-0123456789ab";
    private static final String VERSION = "ab".repeat(32);
    private static final ByteString SHA256 = ByteString.copyFrom(new byte[32]);
    private static final Timestamp TIME = Timestamp.newBuilder()
            .setSeconds(1_790_000_000L)
            .setNanos(1_000_000)
            .build();
    private static final Coordinate COORDINATE = Coordinate.newBuilder()
            .setTopic("afterimage.images")
            .setTopicUuid("AAAAAAAAAAAAAAAAAAAAAQ")
            .setPartition(3)
            .setOffset(4_000_000_000L)
            .build();
    private static final RankedClass CAT =
            RankedClass.newBuilder().setLabel("cat").setProbability(0.75f).build();

    record Golden(String name, Message message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> messages() {
        return Stream.of(
                new Golden(
                        "image-inline",
                        image().setData(ByteString.copyFromUtf8("bytes")).build()),
                new Golden("image-stored", image().setStoreKey(VERSION).build()),
                new Golden("label", label()),
                new Golden("feedback-true-class", feedback().setTrueClass("cat").build()),
                new Golden(
                        "feedback-confirmed",
                        feedback().setConfirmedClass("cat").build()),
                new Golden(
                        "feedback-retraction",
                        feedback()
                                .setRetraction(Retraction.getDefaultInstance())
                                .build()),
                new Golden(
                        "feedback-unusable",
                        feedback()
                                .setUnusable(Unusable.newBuilder().setNote("dark"))
                                .build()),
                new Golden("example", example()),
                new Golden("model-published", entry().setPublished(published()).build()),
                new Golden("model-promoted", entry().setPromoted(promoted()).build()),
                new Golden(
                        "model-rejected",
                        entry().setRejected(ModelRejected.newBuilder().setVersion(VERSION))
                                .build()),
                new Golden("classifier-report", report()),
                new Golden("training-progress", progress()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void storedBytesStillReadAsTheyWereWritten(Golden golden) throws IOException {
        byte[] stored = stored(golden);

        assertThat(golden.message().getParserForType().parseFrom(stored)).isEqualTo(golden.message());
        assertThat(HexFormat.of().formatHex(golden.message().toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(stored));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyFieldIsSet(Golden golden) {
        Message message = golden.message();

        assertThat(message.getDescriptorForType().getFields())
                .filteredOn(field -> field.getContainingOneof() == null)
                .allSatisfy(field -> assertThat(message.getAllFields()).containsKey(field));
    }

    private static byte[] stored(Golden golden) throws IOException {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/" + golden.name() + ".hex")) {
            String bytes = HexFormat.of().formatHex(golden.message().toByteArray());
            assertThat(in)
                    .as("golden/%s.hex, which would hold %s", golden.name(), bytes)
                    .isNotNull();
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    private static ImageEvent.Builder image() {
        return ImageEvent.newBuilder()
                .setId(ID)
                .setSource("gate-1")
                .setContinuous(true)
                .setCapturedAt(TIME)
                .setMediaType("image/jpeg")
                .putAttributes("order", "4711")
                .setTimeToLive(Duration.newBuilder().setSeconds(60).setNanos(500));
    }

    private static Label label() {
        return Label.newBuilder()
                .setId(ID)
                .setSource("gate-1")
                .setCoordinate(COORDINATE)
                .setSha256(SHA256)
                .setModel(VERSION)
                .addTop(CAT)
                .addTop(RankedClass.newBuilder().setLabel("dog").setProbability(0.25f))
                .setDecision(Decision.UNSURE)
                .addReview(ReviewReason.LOW_CONFIDENCE)
                .addReview(ReviewReason.DRAWN)
                .setDrawPropensity(0.01)
                .setCapturedAt(TIME)
                .setReceivedAt(TIME)
                .setLabelledAt(TIME)
                .setEmbedding(ByteString.copyFrom(new byte[] {0, 60, 0, 64}))
                .build();
    }

    private static Feedback.Builder feedback() {
        return Feedback.newBuilder()
                .setImageId(ID)
                .setCoordinate(COORDINATE)
                .setSha256(SHA256)
                .setPerson("ada")
                .setGivenAt(TIME)
                .setShown(Shown.newBuilder().setModel(VERSION).addTop(CAT))
                .addAskedBecause(ReviewReason.DRAWN)
                .setSource("gate-1")
                .setBlind(true)
                .setRenamedFrom("kit");
    }

    private static Example example() {
        return Example.newBuilder()
                .setSha256(SHA256)
                .setImage(ByteString.copyFromUtf8("bytes"))
                .setLabel("cat")
                .setSource("gate-1")
                .setGroup("gate-1/2026-09-21T12:26")
                .setSide(Side.TEST)
                .setCreatedAt(TIME)
                .setPerceptualHash(0x0123456789abcdefL)
                .setStanding(Standing.TIED)
                .addVotes(Vote.newBuilder()
                        .setPerson("ada")
                        .setLabel("cat")
                        .setAt(TIME)
                        .setImageId(ID))
                .setFirstSeenAt(TIME)
                .build();
    }

    private static ModelEntry.Builder entry() {
        return ModelEntry.newBuilder().setAuthor("ada").setAt(TIME).setReason("better");
    }

    private static ModelPublished published() {
        return ModelPublished.newBuilder()
                .setVersion(VERSION)
                .setName("mobilenetv2")
                .setSize(14_000_000L)
                .setParent("cd".repeat(32))
                .addLabels("cat")
                .addLabels("dog")
                .setGate(Gate.newBuilder()
                        .setReport(VERSION)
                        .setGeneration(2)
                        .setUse(3)
                        .setNewestExample(TIME))
                .build();
    }

    private static ModelPromoted promoted() {
        return ModelPromoted.newBuilder()
                .setVersion(VERSION)
                .setExpectedLive("cd".repeat(32))
                .setRollback(true)
                .build();
    }

    private static ClassifierReport report() {
        return ClassifierReport.newBuilder()
                .setInstance("host-4711-1a2b")
                .setAt(TIME)
                .setModel(VERSION)
                .setRefusedModel("cd".repeat(32))
                .setRefusal("probe mismatch")
                .setDevice("cpu")
                .setUrl("http://127.0.0.1:9094")
                .setReady(true)
                .setReason("none")
                .setPid(4711)
                .build();
    }

    private static TrainingProgress progress() {
        return TrainingProgress.newBuilder()
                .setRun("run-1")
                .setAt(TIME)
                .setPhase(Phase.TRAINING)
                .setEpoch(3)
                .setEpochs(10)
                .setTrainLoss(0.5)
                .setValidationLoss(0.75)
                .putMetrics("accuracy", 0.9)
                .setEtaSeconds(12.5)
                .setDetail("head")
                .build();
    }
}
