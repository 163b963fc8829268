package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.events.RejectionReason;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Vote;
import io.afterimage.model.image.Thumbnail;
import io.afterimage.trainer.answer.AnswerDesk;
import io.afterimage.trainer.answer.AnswerForm;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Entry;
import io.afterimage.trainer.review.Wish;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: a label is seen, asked about, shown, answered, and never asked about again. */
class ConsoleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anUnsureImageIsAskedAboutShownAndAnsweredOnce() {
        try (TrainerTask task = new TrainerTask(folder)) {
            try (Console console = started(task)) {
                label(task, task.send(TrainerTask.image(1)));
                SeenLabel asked = asked(console).label();
                assertThat(console.live().whole().get("sources")).asString().contains(asked.id());

                String answer = UUID.randomUUID().toString();
                assertThat(console.desk()
                                .take("anna", List.of(dog(asked, answer)))
                                .taken())
                        .containsExactly(answer);
                assertThat(console.desk()
                                .take("anna", List.of(dog(asked, answer)))
                                .taken())
                        .containsExactly(answer);

                assertThat(console.queue().counts().waiting()).isZero();
                await().atMost(PATIENCE).until(() -> !saidDog(console).isEmpty());
            }
            assertThat(task.read(task.topics().feedback())).hasSize(1);
            try (Console again = started(task)) {
                await().atMost(PATIENCE)
                        .until(() -> !saidDog(again).isEmpty()
                                && Objects.equals(again.live().summary().get("sources"), 1));
                assertThat(again.queue().take("ben", 1, Wish.ANY)).isEmpty();
            }
        }
    }

    @Test
    void afterARestartWhatTheModelStillCallsByItsOldNameIsConfirmedUnderTheNewOne() {
        try (TrainerTask task = new TrainerTask(folder)) {
            Feedback.Builder about = task.send(TrainerTask.image(4));
            label(task, about);
            task.say(Feedback.newBuilder()
                    .setImageId(about.getImageId())
                    .setSha256(about.getSha256())
                    .setPerson("ben")
                    .setTrueClass("kitten")
                    .setRenamedFrom("cat"));

            try (Console console = started(task)) {
                AnswerForm confirmed = new AnswerForm(
                        UUID.randomUUID().toString(),
                        about.getImageId(),
                        null,
                        Sha256.hex(TrainerTask.image(4)),
                        "folder",
                        "confirm",
                        null,
                        null,
                        new AnswerForm.ShownForm("m", List.of(new AnswerForm.RankedForm("cat", 0.5f))),
                        null);
                assertThat(console.desk().take("anna", List.of(confirmed)).taken())
                        .hasSize(1);
                await().atMost(PATIENCE)
                        .until(() ->
                                !console.answers().find("anna", "kitten", 1).isEmpty());
            }
        }
    }

    @Test
    void ofTwoPeopleWhoWereAskedAboutOneImageSinceARestartForgotALoanBothAreHeard() {
        try (TrainerTask task = new TrainerTask(folder)) {
            label(task, task.send(TrainerTask.image(5)));
            SeenLabel asked;
            try (Console console = started(task)) {
                asked = asked(console).label();
            }
            try (Console again = started(task)) {
                await().atMost(PATIENCE)
                        .until(() -> again.queue().take("ben", 1, Wish.ANY), entries -> !entries.isEmpty());

                for (String person : List.of("ben", "anna")) {
                    String answer = UUID.randomUUID().toString();
                    AnswerDesk.Outcome outcome = again.desk().take(person, List.of(dog(asked, answer)));
                    assertThat(outcome.taken()).containsExactly(answer);
                    assertThat(outcome.refused()).isEmpty();
                }
            }
            try (DataStage stage = task.stage()) {
                task.awaitProcessed();
                stage.check();
                assertThat(task.example(TrainerTask.image(5)).getVotesList())
                        .extracting(Vote::getPerson)
                        .containsExactlyInAnyOrder("anna", "ben");
                assertThat(task.deadLetters()).isEmpty();
            }
        }
    }

    @Test
    void anAnswerThatIsSentAgainAfterARestartIsTakenAgainButNotWrittenAgain() {
        try (TrainerTask task = new TrainerTask(folder)) {
            label(task, task.send(TrainerTask.image(6)));
            String answer = UUID.randomUUID().toString();
            SeenLabel asked;
            try (Console console = started(task)) {
                asked = asked(console).label();
                assertThat(console.desk()
                                .take("anna", List.of(dog(asked, answer)))
                                .taken())
                        .containsExactly(answer);
            }

            try (Console again = started(task)) {
                assertThat(again.desk()
                                .take("anna", List.of(dog(asked, answer)))
                                .taken())
                        .containsExactly(answer);
            }

            assertThat(task.read(task.topics().feedback())).hasSize(1);
        }
    }

    @Test
    void aPictureIsOfTheImageThatIsMeantOrOfNone() {
        try (TrainerTask task = new TrainerTask(folder);
                Console console = started(task)) {
            Feedback.Builder about = task.send(TrainerTask.image(2));
            label(task, about);
            SeenLabel asked = asked(console).label();

            assertThat(console.pictures().at(asked.place(), asked.sha256(), 64)).isInstanceOf(Thumbnail.Made.class);
            assertThat(console.pictures().at(asked.place(), asked.sha256(), 64))
                    .isSameAs(console.pictures().at(asked.place(), asked.sha256(), 64));
            assertThat(console.pictures().original(asked.place())).isInstanceOf(Found.Image.class);
            assertThat(console.pictures().original(new Place(0, 999_999))).isInstanceOf(Found.Missing.class);
            assertThat(reason(console.pictures().at(asked.place(), "11".repeat(32), 64)))
                    .isEqualTo(RejectionReason.IMAGE_CHANGED);
            assertThat(reason(console.pictures().at(new Place(0, 999_999), asked.sha256(), 128)))
                    .isEqualTo(RejectionReason.IMAGE_UNKNOWN);
            assertThat(reason(console.pictures().at(new Place(9_999, 0), asked.sha256(), 128)))
                    .isEqualTo(RejectionReason.IMAGE_UNKNOWN);
        }
    }

    @Test
    void aPictureOfWhatIsNoLongerKeptIsExpired() throws Exception {
        try (TrainerTask task = new TrainerTask(folder);
                Console console = started(task)) {
            label(task, task.send(TrainerTask.image(3)));
            SeenLabel asked = asked(console).label();

            task.expireImages();

            assertThat(reason(console.pictures().at(asked.place(), asked.sha256(), 64)))
                    .isEqualTo(RejectionReason.IMAGE_EXPIRED);
        }
    }

    private static Console started(TrainerTask task) {
        Console console = new Console(task.config(), Optional::empty);
        console.start();
        return console;
    }

    private static Entry asked(Console console) {
        return await().atMost(PATIENCE)
                .until(() -> console.queue().take("anna", 1, Wish.ANY), entries -> !entries.isEmpty())
                .get(0);
    }

    private static List<?> saidDog(Console console) {
        return console.answers().find("anna", "dog", 10);
    }

    private static void label(TrainerTask task, Feedback.Builder about) {
        Label label = Label.newBuilder()
                .setId(about.getImageId())
                .setSource("folder")
                .setCoordinate(about.getCoordinate())
                .setSha256(about.getSha256())
                .setModel("m")
                .addTop(RankedClass.newBuilder().setLabel("cat").setProbability(0.5f))
                .setDecision(Decision.UNSURE)
                .addReview(ReviewReason.LOW_CONFIDENCE)
                .setReceivedAt(Times.timestamp(Instant.now()))
                .setLabelledAt(Times.timestamp(Instant.now()))
                .build();
        task.send(task.topics().labels(), label.getId(), label.toByteArray());
    }

    private static AnswerForm dog(SeenLabel asked, String answer) {
        return new AnswerForm(
                answer,
                asked.id(),
                asked.place().toString(),
                asked.sha256(),
                asked.source(),
                "class",
                "dog",
                null,
                null,
                null);
    }

    private static RejectionReason reason(Thumbnail picture) {
        assertThat(picture).isInstanceOf(Thumbnail.Rejected.class);
        return ((Thumbnail.Rejected) picture).rejection().reason();
    }
}
